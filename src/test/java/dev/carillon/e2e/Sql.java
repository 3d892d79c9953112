package dev.carillon.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What psql would be: each call is a session of its own, each statement commits by itself. */
final class Sql {
  private Sql() {}

  static Connection connect() throws SQLException {
    return DriverManager.getConnection(Carillon.running().jdbcUrl());
  }

  static void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The first value of the first row. */
  static String query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Ends the connection on which this node listens; false if there was none. */
  static boolean killListener() throws SQLException {
    return query(
            "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_stat_activity"
                + " WHERE application_name = 'carillon-listener' AND datname = current_database()")
        .equals("t");
  }
}
