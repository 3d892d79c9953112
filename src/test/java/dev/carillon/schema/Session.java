package dev.carillon.schema;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * One connection, spoken to as in psql: a transaction lasts from a BEGIN that is sent to its
 * COMMIT.
 */
final class Session implements AutoCloseable {

  private final Connection connection;

  Session(TestDatabase database) throws SQLException {
    connection = database.connect();
  }

  Session run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return this;
  }

  /** The first column of the first row. */
  @Nullable String value(String sql) throws SQLException {
    List<@Nullable String> column = column(sql);
    return column.isEmpty() ? null : column.get(0);
  }

  /** The first column of all rows. */
  List<@Nullable String> column(String sql) throws SQLException {
    List<@Nullable String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  <T> List<T> rows(String sql, Mapper<T> mapper) throws SQLException {
    List<T> mapped = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        mapped.add(mapper.map(rows));
      }
    }
    return mapped;
  }

  /** What PostgreSQL has to say about a statement that it runs. */
  List<String> warnings(String sql) throws SQLException {
    List<String> warnings = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      for (var next = statement.getWarnings(); next != null; next = next.getNextWarning()) {
        warnings.add(next.getMessage());
      }
    }
    return warnings;
  }

  PGConnection postgres() throws SQLException {
    return connection.unwrap(PGConnection.class);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Makes something of the row that the result stands at. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}
