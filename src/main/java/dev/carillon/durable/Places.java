package dev.carillon.durable;

import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Observers' places in the database, in the transaction of the thread that asks, or in one of their
 * own if there is none. Thread-safe.
 */
@Singleton
class Places {
  private final DataSource database;
  private final String node;

  @Inject
  Places(DataSource database, ListenerStatus listener) {
    this(database, listener.node());
  }

  Places(DataSource database, String node) {
    this.database = database;
    this.node = node;
  }

  /** Makes an observer known, if it is not. */
  void begin(String observer, boolean earliest) throws SQLException {
    ask("SELECT carillon._observe(?, ?)", row -> true, observer, earliest);
  }

  /** Where an observer is; empty if it is not known yet. Locks nothing. */
  Optional<Turn> turn(String observer) throws SQLException {
    return ask("SELECT * FROM carillon._turn(?, ?)", Places::turn, observer, node);
  }

  private static Turn turn(ResultSet row) throws SQLException {
    String refusal = row.getString("refusal");
    return new Turn(
        row.getBoolean("ready"),
        new Position(row.getInt("epoch"), row.getLong("n")),
        row.getInt("tries"),
        refusal == null ? null : ResetReason.of(refusal));
  }

  /** Takes a place for the present transaction, to be moved to another; whether it could. */
  boolean take(String observer, Position place, Position to) throws SQLException {
    return take("SELECT carillon._take_place(?, ?, ?, ?, ?, ?)", observer, place, to);
  }

  /** Takes a place for the present transaction, whatever the log has; whether it could. */
  boolean take(String observer, Position place) throws SQLException {
    return ask(
            "SELECT carillon._take_place(?, ?, ?, ?, NULL, NULL)",
            row -> row.getBoolean(1),
            observer,
            node,
            place.epoch(),
            place.n())
        .orElseThrow();
  }

  /** Moves a place that was taken. */
  void move(String observer, Position place, Position to) throws SQLException {
    ask(
        "SELECT carillon._move_place(?, ?, ?, ?, ?)",
        row -> true,
        observer,
        place.epoch(),
        place.n(),
        to.epoch(),
        to.n());
  }

  /** Forgets that something has failed. */
  void succeeded(String observer) throws SQLException {
    ask("SELECT carillon._succeeded(?)", row -> true, observer);
  }

  /** Takes a place and moves it past what is not wanted, in a transaction of its own. */
  boolean pass(String observer, Position place, Position to) throws SQLException {
    return take("SELECT carillon._pass_place(?, ?, ?, ?, ?, ?)", observer, place, to);
  }

  private boolean take(String call, String observer, Position place, Position to)
      throws SQLException {
    return ask(
            call,
            row -> row.getBoolean(1),
            observer,
            node,
            place.epoch(),
            place.n(),
            to.epoch(),
            to.n())
        .orElseThrow();
  }

  /**
   * Counts a failure of what follows a place.
   *
   * @return when it is tried again, zero if it was given up; empty if the place is another by now
   */
  Optional<Duration> failed(String observer, Position place, Failure failure) throws SQLException {
    return ask(
        "SELECT extract(epoch FROM f.pause) FROM carillon._failed(?, ?, ?, ?, ?, ?, CAST(? AS json), ?, ?) f(pause)"
            + " WHERE f.pause IS NOT NULL",
        row -> Duration.ofMillis((long) (1000 * row.getDouble(1))),
        observer,
        node,
        place.epoch(),
        place.n(),
        failure.position().epoch(),
        failure.position().n(),
        failure.change(),
        failure.error(),
        failure.most());
  }

  private interface Mapper<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> Optional<T> ask(String query, Mapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(mapper.of(row)) : Optional.empty();
      }
    }
  }
}
