package dev.carillon.durable;

import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * What people may do to an observer. Each waits for the round that is under way, ten seconds at
 * most. Thread-safe.
 */
@Singleton
class Steering {
  private static final String PATIENTLY = "SELECT set_config('lock_timeout', '10s', true), ";

  private final DataSource database;

  @Inject
  Steering(DataSource database) {
    this.database = database;
  }

  /** When this returns, no round is under way, and none begins. */
  void pause(String observer) {
    call("carillon.pause_observer(?)", observer);
  }

  void resume(String observer) {
    call("carillon.resume_observer(?)", observer);
  }

  /**
   * Sets its place.
   *
   * @param to {@code earliest}, {@code latest}, or a position that the log has
   */
  void rewind(String observer, String to) {
    call("carillon.rewind_observer(?, ?)", observer, to);
  }

  private void call(String function, String... arguments) {
    try (Connection connection = database.getConnection();
        PreparedStatement call = connection.prepareStatement(PATIENTLY + function)) {
      for (int i = 0; i < arguments.length; i++) {
        call.setString(i + 1, arguments[i]);
      }
      call.execute();
    } catch (SQLException e) {
      throw problem(arguments[0], e);
    }
  }

  /** What the database refuses, told to whoever asked in its own sentence. */
  static ProblemException problem(String observer, SQLException refusal) {
    String sentence = sentence(refusal);
    return switch (String.valueOf(refusal.getSQLState())) {
      case "ZC002" -> new ProblemException(Problem.notFound(sentence));
      case "ZC003" -> new ProblemException(Problem.badRequest(sentence));
      case "ZC004" -> new ProblemException(conflict(sentence));
      case "55P03" ->
          new ProblemException(
              conflict(
                  "Observer \"%s\" is in a round that takes longer than ten seconds; try again later"
                      .formatted(observer)));
      default -> new DatabaseUnavailableException(refusal);
    };
  }

  /** It can't be done as things are. */
  static Problem conflict(String detail) {
    return new Problem(409, "Conflict", detail);
  }

  private static String sentence(SQLException refusal) {
    String first = String.valueOf(refusal.getMessage()).lines().findFirst().orElse("");
    return first.replaceFirst("^ERROR: ", "");
  }
}
