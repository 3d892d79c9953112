package dev.carillon.epochs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements to whatever cluster answers at an address, each by a connection of its own. */
public record Sql(String url) {
  public void run(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  String value(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  public boolean is(String condition) throws SQLException {
    return value("SELECT " + condition).equals("t");
  }

  /** Commits each row by itself. */
  void rows(int from, int to) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (int id = from; id <= to; id++) {
        statement.execute("INSERT INTO t VALUES (" + id + ")");
      }
    }
  }

  void watch() throws SQLException {
    run("CREATE TABLE t (id int)", "SELECT carillon.watch('t')");
  }
}
