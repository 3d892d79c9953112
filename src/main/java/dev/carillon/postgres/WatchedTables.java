package dev.carillon.postgres;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.carillon.change.Operation;
import dev.carillon.change.TopicSelector;
import dev.carillon.change.WatchedTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The watched tables and their columns, as the database described them once. Immutable. */
final class WatchedTables {
  private static final String TOLD =
      """
      SELECT w.table_name, w.topic, w.key, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
             coalesce(w.ops, '{insert,update,delete,truncate}')
               || ARRAY(SELECT 'ddl' FROM pg_event_trigger WHERE evtname = 'carillon_ddl' AND evtenabled <> 'D') AS ops,
             (w.columns IS NULL OR a.attname::text = ANY (w.columns)) AND a.attname::text <> ALL (coalesce(w.redact, '{}')) AS told
        FROM carillon.watches w JOIN pg_attribute a ON a.attrelid = w.relation
       WHERE w.ended IS NULL AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY w.table_name, a.attnum
      """;

  private final List<WatchedTable> all;
  private final Map<String, Set<String>> numerics;

  WatchedTables(List<WatchedTable> all) {
    this.all = List.copyOf(all);
    this.numerics =
        all.stream()
            .collect(toUnmodifiableMap(WatchedTable::name, WatchedTables::numerics, (a, b) -> b));
  }

  static WatchedTables read(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(TOLD);
        ResultSet rows = query.executeQuery()) {
      Map<String, WatchedTable> tables = new LinkedHashMap<>();
      while (rows.next()) {
        String name = rows.getString("table_name");
        WatchedTable table = tables.get(name);
        if (table == null) {
          table =
              new WatchedTable(
                  name,
                  rows.getString("topic"),
                  strings(rows.getArray("key")),
                  operations(rows.getArray("ops")),
                  new ArrayList<>(),
                  new ArrayList<>());
          tables.put(name, table);
        }
        String column = rows.getString("name");
        if (rows.getBoolean("told")) {
          table.columns().add(new WatchedTable.Column(column, rows.getString("type")));
        } else {
          table.redacted().add(column);
        }
      }
      return new WatchedTables(List.copyOf(tables.values()));
    }
  }

  List<WatchedTable> all() {
    return all;
  }

  Set<String> numerics(String table) {
    return numerics.getOrDefault(table, Set.of());
  }

  /** The columns of all tables that a selector may show rows of. */
  Set<String> columns(TopicSelector selector) {
    Set<String> columns = new LinkedHashSet<>();
    for (WatchedTable table : all) {
      if (new TopicTemplate(table.topic()).covers(selector)) {
        table.columns().forEach(column -> columns.add(column.name()));
      }
    }
    return columns;
  }

  private static Set<String> numerics(WatchedTable table) {
    return table.columns().stream()
        .filter(column -> column.type().startsWith("numeric"))
        .map(WatchedTable.Column::name)
        .collect(toUnmodifiableSet());
  }

  private static Set<Operation> operations(Array array) throws SQLException {
    return strings(array).stream()
        .map(label -> Operation.valueOf(label.toUpperCase(Locale.ROOT)))
        .collect(toUnmodifiableSet());
  }

  private static List<String> strings(Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
