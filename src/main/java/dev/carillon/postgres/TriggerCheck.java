package dev.carillon.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether each watched table has triggers that do what those would do which {@code carillon.watch}
 * makes now, and all of them fire.
 */
final class TriggerCheck implements Check {
  /**
   * By the rules of {@code carillon._create_triggers}, but for a table's own AFTER triggers for
   * statements that came later: they fire after ours, so the order is right with them as well.
   */
  private static final String DRIFT =
      """
      WITH ours AS (
        SELECT t.tgrelid, t.tgname, t.tgtype, t.tgenabled, p.proname, split_part(encode(t.tgargs, 'escape'), '\\000', 1) AS watch,
               split_part(encode(t.tgargs, 'escape'), '\\000', 2) AS routed, format('%I.%I', n.nspname, c.relname) AS relation
          FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE p.pronamespace = 'carillon'::regnamespace AND starts_with(t.tgname, '00_carillon_')
      ), watched AS (
        SELECT w.id, w.relation, c.relkind = 'p' OR EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid) AS routed,
               CASE WHEN jsonb_typeof(to_jsonb(w) -> 'ops') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(to_jsonb(w) -> 'ops'))
                    ELSE '{insert,update,delete,truncate}' END AS ops
          FROM carillon.watches w JOIN pg_class c ON c.oid = w.relation WHERE w.ended IS NULL
      ), wanted AS (
        SELECT w.*, e.event, e.bit, (w.routed OR EXISTS (
            SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = w.relation AND NOT t.tgisinternal
               AND t.tgtype & 67 = 1 AND t.tgtype & 28 <> 0 AND p.pronamespace <> 'carillon'::regnamespace)) AND e.event <> 'truncate' AS by_row
          FROM watched w CROSS JOIN (VALUES ('insert', 4), ('update', 16), ('delete', 8), ('truncate', 32)) e(event, bit)
         WHERE e.event = ANY (w.ops)
      )
      SELECT 'missing' AS kind, w.id, string_agg(upper(w.event), ', ' ORDER BY w.bit) AS what FROM wanted w
       WHERE NOT EXISTS (SELECT FROM ours o WHERE o.tgrelid = w.relation AND o.watch = w.id::text AND o.tgtype & w.bit <> 0)
       GROUP BY w.id
      UNION ALL
      SELECT 'drift', w.id, string_agg(DISTINCT o.tgname, ', ') FROM wanted w JOIN ours o
          ON o.tgrelid = w.relation AND o.watch = w.id::text AND o.tgtype & w.bit <> 0
       WHERE w.by_row AND o.tgtype & 1 = 0 OR w.routed AND o.proname IN ('capture_row', 'capture_kept_row') AND o.routed = 'f'
       GROUP BY w.id
      UNION ALL
      SELECT 'silent', w.id, string_agg(upper(w.event), ', ' ORDER BY w.bit) FROM wanted w JOIN ours o
          ON o.tgrelid = w.relation AND o.watch = w.id::text AND o.tgtype & w.bit <> 0
       WHERE o.proname IN ('capture_row', 'capture_kept_row') AND o.routed = 'f' AND NOT EXISTS (
         SELECT FROM ours e WHERE e.tgrelid = w.relation AND e.proname = 'capture_end' AND e.tgtype & w.bit <> 0)
       GROUP BY w.id
      UNION ALL
      SELECT 'partition', w.id, string_agg(p.relid::regclass::text, ', ')
        FROM wanted w CROSS JOIN LATERAL pg_partition_tree(w.relation) p
       WHERE w.event = 'truncate' AND 'delete' = ANY (w.ops) AND p.isleaf AND p.relid <> w.relation
         AND NOT EXISTS (SELECT FROM ours o WHERE o.tgrelid = p.relid AND o.watch = w.id::text AND o.tgtype & 32 <> 0)
       GROUP BY w.id
      UNION ALL
      SELECT 'disabled', w.id, format('ALTER TABLE %s ENABLE TRIGGER %I;', o.relation, o.tgname)
        FROM watched w CROSS JOIN LATERAL (SELECT w.relation AS relid UNION SELECT p.relid FROM pg_partition_tree(w.relation) p) r
        JOIN ours o ON o.tgrelid = r.relid WHERE o.tgenabled IN ('D', 'R')
      UNION ALL
      SELECT DISTINCT 'stray', 0, o.relation FROM ours o
       WHERE o.watch <> '' AND NOT EXISTS (SELECT FROM watched w WHERE w.id::text = o.watch)
      """;

  @Override
  public String subject() {
    return "triggers";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    Map<Integer, DeclaredWatch> watches = new HashMap<>();
    chart.each(
        "SELECT " + DeclaredWatch.COLUMNS + DeclaredWatch.FROM + " WHERE w.ended IS NULL",
        row -> watches.put(row.getInt("id"), DeclaredWatch.of(row)));
    int before = chart.findings().size();
    chart.each(DRIFT, row -> judge(row, watches, chart));
    if (chart.findings().size() == before) {
      chart.ok(
          "triggers",
          subject(),
          "those of %d tables are there, and fire".formatted(watches.size()));
    }
  }

  private static void judge(ResultSet row, Map<Integer, DeclaredWatch> watches, Chart chart)
      throws SQLException {
    Drift drift = Drift.of(row.getString("kind"));
    String what = row.getString("what");
    DeclaredWatch watch = watches.get(row.getInt("id"));
    chart.add(
        drift.level(),
        drift.id(),
        watch == null ? what : watch.table(),
        drift.found(what),
        drift.meaning(),
        drift.cure(what, watch));
  }
}
