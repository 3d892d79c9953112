package dev.carillon.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Three tables: {@code hot}, a few rows that everybody wants; {@code bulk}, rows by the batch;
 * {@code chat}, with a topic for each room. And one that is not watched: {@code witness} tells at
 * the end who was committed.
 */
final class WatchedTables {
  static final List<String> NAMES = List.of("hot", "bulk", "chat");

  private WatchedTables() {}

  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE witness (xid xid8 PRIMARY KEY DEFAULT pg_current_xact_id())");
      statement.execute("CREATE TABLE hot (id int PRIMARY KEY, v int NOT NULL, note text)");
      statement.execute(
          "CREATE TABLE bulk (id int PRIMARY KEY, batch int NOT NULL, v int NOT NULL)");
      statement.execute("CREATE INDEX ON bulk (batch)");
      statement.execute(
          "CREATE TABLE chat (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, room text NOT NULL, content text)");
      statement.execute("SELECT carillon.watch('hot'), carillon.watch('bulk')");
      statement.execute("SELECT carillon.watch('chat', topic => 'chat/{room}')");
    }
  }

  /** The topic of a row, by the watches above. */
  static String topic(String table, @Nullable String row) {
    if (!table.equals("chat") || row == null) {
      return table;
    }
    return "chat/" + row.charAt(row.indexOf("\"room\":\"") + "\"room\":\"".length());
  }
}
