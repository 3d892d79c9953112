package dev.carillon.durable;

import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The changes that observers have given up; in the thread's transaction, if any. Thread-safe. */
@Singleton
class DeadLetters {
  private static final String OLDEST =
      "SELECT epoch, n, change, error, tries, at FROM carillon.dead_letter WHERE observer = ?"
          + " ORDER BY epoch, n LIMIT ?";

  /** Nobody works as this observer meanwhile: it is told of one change at a time. */
  private static final String TAKE =
      "SELECT carillon._hold(?) FROM (SELECT set_config('lock_timeout', '10s', true)) l";

  private static final String REMOVE =
      "DELETE FROM carillon.dead_letter WHERE observer = ? AND epoch = ? AND n = ? RETURNING change";
  private static final String FAILED =
      "UPDATE carillon.dead_letter SET tries = tries + 1, error = ?, at = clock_timestamp()"
          + " WHERE observer = ? AND epoch = ? AND n = ? RETURNING change";

  private final DataSource database;

  @Inject
  DeadLetters(DataSource database) {
    this.database = database;
  }

  /** The oldest, so many at most. */
  List<DeadLetter> oldest(String observer, int most) {
    return ask(
        observer,
        OLDEST,
        row ->
            new DeadLetter(
                new Position(row.getInt("epoch"), row.getLong("n")),
                row.getString("change"),
                row.getString("error"),
                row.getInt("tries"),
                row.getTimestamp("at").toInstant()),
        observer,
        most);
  }

  /**
   * Takes one out.
   *
   * @return its change
   * @throws ProblemException 404 if there is none
   */
  String remove(String observer, Position position) {
    ask(observer, TAKE, row -> "", observer);
    return first(
            ask(
                observer,
                REMOVE,
                row -> String.valueOf(row.getString(1)),
                observer,
                position.epoch(),
                position.n()))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.notFound(
                        "Observer \"%s\" has no dead letter at %s".formatted(observer, position))));
  }

  /** Counts one more failure. */
  void failed(String observer, Position position, String error) {
    ask(observer, FAILED, row -> "", error, observer, position.epoch(), position.n());
  }

  private static <T> Optional<T> first(List<T> all) {
    return all.stream().findFirst();
  }

  private interface Mapper<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> ask(
      String observer, String query, Mapper<T> mapper, @Nullable Object... values) {
    List<T> answers = new ArrayList<>();
    try (Connection connection = database.getConnection();
        var statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          answers.add(mapper.of(rows));
        }
      }
      return answers;
    } catch (SQLException e) {
      throw Steering.problem(observer, e);
    }
  }
}
