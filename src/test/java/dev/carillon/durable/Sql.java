package dev.carillon.durable;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, spoken to as in psql. */
final class Sql implements AutoCloseable {
  private final Connection connection;

  Sql(TestDatabase database) throws SQLException {
    connection = database.connect();
  }

  Sql run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return this;
  }

  /** The first column of the first row. */
  @Nullable String value(String query) throws SQLException {
    List<@Nullable String> column = column(query);
    return column.isEmpty() ? null : column.get(0);
  }

  /** The first column of all rows. */
  List<@Nullable String> column(String query) throws SQLException {
    List<@Nullable String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
