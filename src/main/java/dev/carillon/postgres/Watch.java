package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared table. Never changes: altering a watch makes another one with another id.
 *
 * @param id what the log's rows refer to
 * @param table schema and name
 * @param topic name or template
 * @param key the columns that tell rows apart, empty if there are none
 */
record Watch(int id, String table, TopicTemplate topic, List<String> key) {
  /** Makes a change of one row of {@code carillon.read}. */
  Change change(ResultSet logged) throws SQLException {
    Operation op = operation(logged.getString("op"));
    Row old = row(logged.getString("old"));
    Row now = row(logged.getString("new"));
    Row row = now != null ? now : old;
    String told = row == null || op.isOfTable() ? topic.fillAny() : topic.fill(row);
    String before = old == null ? told : topic.fill(old);
    return new Change(
        new Position(logged.getInt("epoch"), logged.getLong("n")),
        told,
        before.equals(told) ? null : before,
        table,
        op,
        row == null || op.isOfTable() || key.isEmpty() ? null : row.only(key),
        old,
        now,
        old != null && now != null ? Row.changed(old, now) : List.of(),
        logged.getString("xid"),
        logged.getBoolean("tx_end"),
        logged.getObject("at", OffsetDateTime.class).toInstant());
  }

  private static Operation operation(String logged) throws SQLException {
    return switch (logged) {
      case "I" -> Operation.INSERT;
      case "U" -> Operation.UPDATE;
      case "D" -> Operation.DELETE;
      case "T" -> Operation.TRUNCATE;
      case "L" -> Operation.DDL;
      // Of a later version's schema: to call it something else would be worse than to stop
      default -> throw new SQLException("carillon.log has an operation of unknown kind: " + logged);
    };
  }

  private static @Nullable Row row(@Nullable String json) {
    return json == null ? null : new Row(json);
  }
}
