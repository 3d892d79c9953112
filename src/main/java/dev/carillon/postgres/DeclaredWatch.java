package dev.carillon.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A watch as it was declared, for the call that declares it once more.
 *
 * @param id its number
 * @param table schema and name that it was declared for, as subscribers are told
 * @param name schema and name that the table has now; null if it was dropped
 * @param target the same, as SQL needs it; of a dropped one, that which has its name now
 * @param topic name or template
 * @param key the columns that tell rows apart
 * @param primaryKey those that do by the table's own definition
 * @param columns the only ones to be told; null: all
 * @param redact those never to be told; null: none
 * @param ops what is told; null: everything
 */
record DeclaredWatch(
    int id,
    String table,
    @Nullable String name,
    String target,
    String topic,
    List<String> key,
    List<String> primaryKey,
    @Nullable List<String> columns,
    @Nullable List<String> redact,
    @Nullable List<String> ops) {

  /** By JSON, since an older schema does not have all of these columns. */
  static final String COLUMNS =
      """
      w.id, w.table_name, n.nspname || '.' || c.relname AS name, coalesce(quote_ident(n.nspname) || '.' || quote_ident(c.relname),
        (SELECT format('%I.%I', m.nspname, s.relname) FROM pg_class s JOIN pg_namespace m ON m.oid = s.relnamespace
          WHERE m.nspname || '.' || s.relname = w.table_name AND s.relkind IN ('r', 'p')), w.table_name) AS target,
      w.topic, w.key,
      ARRAY(SELECT a.attname::text FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ordinal)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
             WHERE i.indrelid = c.oid AND i.indisprimary AND k.ordinal <= i.indnkeyatts ORDER BY k.ordinal) AS primary_key,
      CASE WHEN jsonb_typeof(to_jsonb(w) -> 'columns') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(to_jsonb(w) -> 'columns')) END AS columns,
      CASE WHEN jsonb_typeof(to_jsonb(w) -> 'redact') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(to_jsonb(w) -> 'redact')) END AS redact,
      CASE WHEN jsonb_typeof(to_jsonb(w) -> 'ops') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(to_jsonb(w) -> 'ops')) END AS ops
      """;

  /** With the columns above. */
  static final String FROM =
      " FROM carillon.watches w LEFT JOIN pg_class c ON c.oid = w.relation"
          + " LEFT JOIN pg_namespace n ON n.oid = c.relnamespace";

  /** Of a row with the columns above. */
  static DeclaredWatch of(ResultSet row) throws SQLException {
    List<String> key = strings(row.getArray("key"));
    List<String> primaryKey = strings(row.getArray("primary_key"));
    return new DeclaredWatch(
        row.getInt("id"),
        row.getString("table_name"),
        row.getString("name"),
        row.getString("target"),
        row.getString("topic"),
        key == null ? List.of() : key,
        primaryKey == null ? List.of() : primaryKey,
        strings(row.getArray("columns")),
        strings(row.getArray("redact")),
        strings(row.getArray("ops")));
  }

  /** The same with another topic, key, and columns. */
  DeclaredWatch with(
      String otherTopic,
      List<String> otherKey,
      @Nullable List<String> otherColumns,
      @Nullable List<String> otherRedact) {
    return new DeclaredWatch(
        id, table, name, target, otherTopic, otherKey, primaryKey, otherColumns, otherRedact, ops);
  }

  /** The topic that it has if none is given. */
  String defaultTopic() {
    return (name == null ? table : name).replaceFirst("^public\\.", "");
  }

  /** The statement that declares it as it is. */
  String call() {
    List<String> given = new ArrayList<>(List.of(quoted(target)));
    if (!topic.equals(defaultTopic())) {
      given.add("topic => " + quoted(topic));
    }
    add(given, "columns", columns);
    add(given, "redact", redact);
    add(given, "ops", ops);
    add(given, "key", key.isEmpty() || key.equals(primaryKey) ? null : key);
    return "SELECT carillon.watch(" + String.join(", ", given) + ");";
  }

  private static void add(List<String> given, String name, @Nullable List<String> values) {
    if (values != null) {
      given.add(
          values.stream()
              .map(DeclaredWatch::quoted)
              .collect(Collectors.joining(", ", name + " => ARRAY[", "]")));
    }
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static @Nullable List<String> strings(@Nullable Array array) throws SQLException {
    return array == null ? null : List.of((String[]) array.getArray());
  }
}
