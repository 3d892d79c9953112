package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.SQLException;
import java.util.List;

/** Whether watched tables may be read, which a snapshot of their rows needs. */
final class TableAccessCheck implements Check {
  private static final String DENIED =
      """
      SELECT format('GRANT USAGE ON SCHEMA %I TO %I; GRANT SELECT ON %I.%I TO %I;', n.nspname, current_user, n.nspname, c.relname, current_user)
        FROM carillon.watches w JOIN pg_class c ON c.oid = w.relation JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE w.ended IS NULL AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
       ORDER BY w.table_name
      """;

  @Override
  public String subject() {
    return "watched tables' rows";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    List<String> grants = chart.all(DENIED, row -> row.getString(1));
    if (grants.isEmpty()) {
      chart.ok("tables-readable", subject(), "all may be read");
      return;
    }
    chart.add(
        Level.WARNING,
        "table-not-readable",
        subject(),
        grants.size() + " tables may not be read",
        "Their changes are told, but a snapshot of their rows fails.",
        String.join(" ", grants));
  }
}
