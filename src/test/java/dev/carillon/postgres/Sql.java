package dev.carillon.postgres;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One application's connection, in auto-commit until it says BEGIN. */
final class Sql implements AutoCloseable {
  private final Connection connection;

  Sql(TestDatabase database) throws SQLException {
    connection = database.connect();
  }

  Connection jdbc() {
    return connection;
  }

  void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first column of the first row as a number. */
  long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
