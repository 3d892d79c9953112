package dev.carillon.postgres;

import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One examination: the connection by which it looks, and what it has found. One thread only. */
final class Chart {
  static final int ANSWER_SECONDS = 2;

  /** PostgreSQL's insufficient_privilege. */
  private static final String DENIED = "42501";

  private final Connection connection;
  private final boolean direct;
  private final List<Finding> findings = new ArrayList<>();
  private boolean readable;

  /**
   * @param direct whether the connection leads the way on which the listener listens
   */
  Chart(Connection connection, boolean direct) {
    this.connection = connection;
    this.direct = direct;
  }

  Connection connection() {
    return connection;
  }

  boolean isDirect() {
    return direct;
  }

  /** Whether Carillon's schema is there, and may be read. */
  boolean isReadable() {
    return readable;
  }

  void readable() {
    readable = true;
  }

  List<Finding> findings() {
    return findings;
  }

  void ok(String id, String subject, String found) {
    add(Level.OK, id, subject, found, "", "");
  }

  void add(Level level, String id, String subject, String found, String meaning, String cure) {
    findings.add(new Finding(id, level, subject, found, meaning, cure));
  }

  /** A check failed, and nobody knows how it is there. */
  void blind(Check check, Exception reason) {
    boolean denied = reason instanceof SQLException refused && DENIED.equals(refused.getSQLState());
    add(
        denied ? Level.NOTE : Level.WARNING,
        "could-not-look",
        check.subject(),
        firstLine(reason),
        "Nobody knows how it is there.",
        denied
            ? "Grant what PostgreSQL denies, if the doctor shall look there, too."
            : "Ask again, and see the server's log if it says the same.");
  }

  /** What to do with a row. */
  interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  /** Asks for rows. */
  void each(String query, Reader reader, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      // By the statement: a setting would stay with the session that a pooler lends
      statement.setQueryTimeout(ANSWER_SECONDS);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    }
  }

  /** What is to be known of a row. */
  interface Mapper<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Asks for something of each row. */
  <T> List<T> all(String query, Mapper<T> mapper) throws SQLException {
    List<T> answers = new ArrayList<>();
    each(query, row -> answers.add(mapper.of(row)));
    return answers;
  }

  /** Without the statement: it can be pages long, and says nothing. */
  static String firstLine(Exception reason) {
    return String.valueOf(reason.getMessage()).lines().findFirst().orElse(reason.toString());
  }
}
