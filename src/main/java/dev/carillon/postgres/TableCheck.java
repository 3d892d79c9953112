package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Whether watched tables are still as their watches take them to be. */
final class TableCheck implements Check {
  /** What the triggers of a watch that leaves columns out were made with. */
  private static final String KEPT =
      """
       LEFT JOIN LATERAL (
        SELECT convert_from(decode(a.arguments[3], 'escape'), getdatabaseencoding())::text[] AS kept, nullif(a.arguments[4], '')::int AS last
          FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid AND p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'carillon')
         CROSS JOIN LATERAL (SELECT string_to_array(encode(t.tgargs, 'escape'), '\\000') AS arguments) a
         WHERE t.tgrelid = c.oid AND p.proname LIKE 'capture_kept_%' LIMIT 1) k ON true
      """;

  private static final String LOOK =
      "SELECT "
          + DeclaredWatch.COLUMNS
          + """
            , w.relation::oid AS relation,
            ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS present,
            EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND 0 <> ALL (i.indkey::int2[])
              AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ordinal)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
               WHERE k.ordinal <= i.indnkeyatts AND a.attname <> ALL (w.key))) AS unique_key,
            c.relkind = 'r' AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) AS has_children,
            EXISTS (SELECT FROM pg_class s JOIN pg_namespace m ON m.oid = s.relnamespace
              WHERE m.nspname || '.' || s.relname = w.table_name AND s.relkind IN ('r', 'p')) AS made_anew,
            k.kept,
            ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum BETWEEN 1 AND k.last AND NOT a.attisdropped
              AND a.attname::text <> ALL (k.kept)) AS hidden
            """
          + DeclaredWatch.FROM
          + KEPT
          + " WHERE w.ended IS NULL ORDER BY w.table_name";

  @Override
  public String subject() {
    return "watched tables";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    int before = chart.findings().size();
    List<String> tables =
        chart.all(
            LOOK,
            row -> {
              DeclaredWatch watch = DeclaredWatch.of(row);
              judge(watch, row, chart);
              return watch.table();
            });
    if (chart.findings().size() == before) {
      chart.ok("tables", subject(), tables.size() + ", all as they were declared");
    }
  }

  private static void judge(DeclaredWatch watch, ResultSet row, Chart chart) throws SQLException {
    if (watch.name() == null) {
      dropped(watch, row, chart);
      return;
    }
    Set<String> present = Set.of((String[]) row.getArray("present").getArray());
    GoneColumns gone =
        GoneColumns.of(
            watch,
            present,
            DeclaredWatch.strings(row.getArray("kept")),
            DeclaredWatch.strings(row.getArray("hidden")));
    if (gone.any()) {
      gone.tell(chart);
    }
    if (!watch.name().equals(watch.table())) {
      add(
          chart,
          Level.NOTE,
          "table-renamed",
          watch,
          "it is " + watch.name() + " now",
          "Subscribers are still told the old name.",
          watch.call());
    }
    if (present.containsAll(watch.key())
        && !watch.primaryKey().isEmpty()
        && !watch.primaryKey().equals(watch.key())
        && !row.getBoolean("unique_key")) {
      add(
          chart,
          Level.NOTE,
          "key-changed",
          watch,
          "its primary key is %s, but it is told by %s, which no index keeps unique"
              .formatted(watch.primaryKey(), watch.key()),
          "Clients may take different rows for one.",
          watch.with(watch.topic(), List.of(), watch.columns(), watch.redact()).call());
    }
    if (row.getBoolean("has_children")) {
      add(
          chart,
          Level.WARNING,
          "table-inherited",
          watch,
          "tables inherit from it",
          "Rows of those are its rows, too, but their changes are not logged.",
          "SELECT carillon.unwatch('"
              + watch.target().replace("'", "''")
              + "');  -- and watch its children");
    }
  }

  private static void dropped(DeclaredWatch watch, ResultSet row, Chart chart) throws SQLException {
    boolean madeAnew = row.getBoolean("made_anew");
    add(
        chart,
        Level.WARNING,
        "table-dropped",
        watch,
        madeAnew ? "it was dropped, and made anew" : "it was dropped",
        madeAnew
            ? "The new table's changes are not logged."
            : "Its topic is still offered to subscribers, but nothing will come.",
        madeAnew
            ? watch.with(watch.topic(), List.of(), watch.columns(), watch.redact()).call()
            : "SELECT carillon.unwatch(%s::oid::regclass);".formatted(row.getString("relation")));
  }

  private static void add(
      Chart chart,
      Level level,
      String id,
      DeclaredWatch watch,
      String found,
      String meaning,
      String cure) {
    chart.add(level, id, watch.table(), found, meaning, cure);
  }
}
