package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Whether changes of watched tables' columns are logged, too, which not every PostgreSQL allows.
 */
final class DdlCheck implements Check {
  private static final String LOOK =
      """
      SELECT to_regprocedure('carillon.watch_ddl()') IS NOT NULL AS known, count(e.oid) AS triggers,
             count(e.oid) FILTER (WHERE e.evtenabled IN ('D', 'R')) AS disabled,
             string_agg(format('ALTER EVENT TRIGGER %I ENABLE;', e.evtname), ' ') FILTER (WHERE e.evtenabled IN ('D', 'R')) AS cure
        FROM pg_proc p JOIN pg_event_trigger e ON e.evtfoid = p.oid
       WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'carillon')
      """;

  @Override
  public String subject() {
    return "event triggers";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    chart.each(LOOK, row -> judge(row, chart));
  }

  private void judge(ResultSet row, Chart chart) throws SQLException {
    if (!row.getBoolean("known")) {
      return; // an older schema
    }
    String meaning =
        "Clients are not told when a watched table is altered or dropped; everything else works.";
    if (row.getInt("triggers") < 2) {
      chart.add(
          Level.NOTE,
          "ddl-not-logged",
          subject(),
          "they are not there: only a superuser may make them, and managed databases have none",
          meaning,
          "SELECT carillon.watch_ddl();  -- as a superuser");
    } else if (row.getInt("disabled") > 0) {
      chart.add(
          Level.NOTE,
          "ddl-disabled",
          subject(),
          "they are disabled",
          meaning,
          row.getString("cure"));
    } else {
      chart.ok("ddl", subject(), "watched tables' DDL is logged");
    }
  }
}
