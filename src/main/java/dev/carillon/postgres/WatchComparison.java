package dev.carillon.postgres;

import dev.carillon.change.Operation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what entities say of their watches with the database, over one connection. */
record WatchComparison(Connection connection) {
  private static final Set<String> OPS =
      Set.of(
          Operation.INSERT.label(),
          Operation.UPDATE.label(),
          Operation.DELETE.label(),
          Operation.TRUNCATE.label());

  private static final String TABLE =
      """
      SELECT format('%I.%I', n.nspname, c.relname) AS target,
        ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns,
        ARRAY(SELECT a.attname::text FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ordinal)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
               WHERE i.indrelid = c.oid AND i.indisprimary AND k.ordinal <= i.indnkeyatts ORDER BY k.ordinal) AS primary_key
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
      """;

  private static final String WATCH =
      "SELECT "
          + DeclaredWatch.COLUMNS
          + DeclaredWatch.FROM
          + " WHERE w.ended IS NULL AND n.nspname = ? AND c.relname = ?";

  private interface Reader<R> {
    R read(ResultSet row) throws SQLException;
  }

  /** Of each entity, in their order. */
  List<WatchVerdict> of(List<Class<?>> entities) throws SQLException {
    List<WatchVerdict> verdicts = new ArrayList<>();
    Map<String, WatchDeclaration> first = new HashMap<>();
    for (Class<?> entity : entities) {
      try {
        WatchDeclaration said = WatchDeclaration.of(entity);
        WatchDeclaration other = first.putIfAbsent(said.table().toString(), said);
        verdicts.add(
            other == null
                ? of(said)
                : WatchVerdict.wrong(
                    said.entity(),
                    said.table().toString(),
                    "%s says already how %s is watched".formatted(other.entity(), said.table())));
      } catch (IllegalArgumentException e) { // no entity
        verdicts.add(
            WatchVerdict.wrong(entity.getName(), entity.getName(), String.valueOf(e.getMessage())));
      }
    }
    return verdicts;
  }

  /** Of one, by itself. */
  WatchVerdict of(WatchDeclaration said) throws SQLException {
    WatchVerdict found = ask(TABLE, said, row -> judge(said, row));
    return found == null ? WatchVerdict.noTable(said) : found;
  }

  private WatchVerdict judge(WatchDeclaration said, ResultSet table) throws SQLException {
    List<String> columns = strings(table, "columns");
    String problem = problem(said, columns);
    if (problem != null) {
      return WatchVerdict.wrong(said.entity(), said.table().toString(), problem);
    }
    DeclaredWatch wanted = said.wanted(table.getString("target"), strings(table, "primary_key"));
    return WatchVerdict.of(said, wanted, ask(WATCH, said, DeclaredWatch::of));
  }

  private static @Nullable String problem(WatchDeclaration said, List<String> present) {
    List<String> ops = said.ops() == null ? List.of() : said.ops();
    for (String op : ops) {
      if (!OPS.contains(op)) {
        return "ops must be of insert, update, delete and truncate, but has " + op;
      }
    }
    return said.names()
        .flatMap(
            names ->
                names.columns().stream()
                    .filter(column -> !present.contains(column))
                    .map(
                        column ->
                            "%s names the column %s, which %s has not; it has %s"
                                .formatted(
                                    names.part(),
                                    column,
                                    said.table(),
                                    String.join(", ", present))))
        .findFirst()
        .orElse(null);
  }

  private <R> @Nullable R ask(String query, WatchDeclaration said, Reader<R> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setQueryTimeout(Chart.ANSWER_SECONDS);
      statement.setString(1, said.table().schema());
      statement.setString(2, said.table().name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? reader.read(row) : null;
      }
    }
  }

  private static List<String> strings(ResultSet row, String column) throws SQLException {
    List<String> names = DeclaredWatch.strings(row.getArray(column));
    return names == null ? List.of() : names;
  }
}
