package dev.carillon.torture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The watched tables as their changes alone make them: each change must find the row that it says
 * it found (I4). One thread at a time.
 */
final class Replica {
  /** A row, and the change that made it so. */
  private record Version(String row, Seen by) {}

  private final Map<String, Map<Integer, Version>> tables = new HashMap<>();
  private final Verdict verdict;

  Replica(Verdict verdict) {
    this.verdict = verdict;
  }

  void apply(Seen change) {
    String old = change.old();
    String fresh = change.fresh();
    Map<Integer, Version> rows = rows(table(change.topic()));
    if (change.op().equals("truncate")) {
      rows.clear();
      return;
    }
    String subject = old == null ? fresh : old;
    Version known = old == null ? rows.get(id(subject)) : rows.remove(id(subject));
    if (!Objects.equals(old, known == null ? null : known.row())) {
      verdict.violated(
          new Violation(
              "I4",
              "the row before 1.%d is not what the changes before left".formatted(change.n()),
              known == null ? "the replica has no such row" : "left by " + known.by(),
              change.toString()));
    }
    if (fresh != null) {
      rows.put(id(fresh), new Version(fresh, change));
    }
  }

  /** At the end the replica is the table. */
  void check(Connection database) throws SQLException {
    for (String table : WatchedTables.NAMES) {
      Map<Integer, Version> copy = rows(table);
      Set<Integer> extra = new HashSet<>(copy.keySet());
      try (Statement statement = database.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT id, row_to_json(t) FROM %s t".formatted(table))) {
        while (rows.next()) {
          extra.remove(rows.getInt(1));
          compare(table, copy.get(rows.getInt(1)), rows.getString(2));
        }
      }
      extra.forEach(id -> compare(table, copy.get(id), null));
    }
  }

  private void compare(String table, @Nullable Version copy, @Nullable String row) {
    if (!Objects.equals(copy == null ? null : copy.row(), row)) {
      verdict.violated(
          new Violation(
              "I4",
              "at the end %s has %s".formatted(table, row == null ? "no such row" : row),
              copy == null ? "the replica has none" : "the replica has it by " + copy.by()));
    }
  }

  private Map<Integer, Version> rows(String table) {
    return tables.computeIfAbsent(table, name -> new HashMap<>());
  }

  private static String table(String topic) {
    int slash = topic.indexOf('/');
    return slash < 0 ? topic : topic.substring(0, slash);
  }

  private static int id(@Nullable String row) {
    String text = String.valueOf(row);
    return Integer.parseInt(text.substring("{\"id\":".length(), text.indexOf(',')));
  }
}
