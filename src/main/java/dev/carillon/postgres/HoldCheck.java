package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Transactions that have written and do not end: what follows them is kept, however old it is. */
final class HoldCheck implements Check {
  private static final String PREPARED =
      """
      SELECT gid, prepared::timestamptz(0), prepared < clock_timestamp() - interval '15 minutes' AS late,
             format('ROLLBACK PREPARED %L;  -- or COMMIT PREPARED, as its coordinator says', gid) AS cure
        FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared LIMIT 3
      """;

  private static final String OPEN =
      """
      SELECT pid, coalesce(nullif(application_name, ''), 'no name') AS name, usename, xact_start::timestamptz(0) AS since,
             xact_start < clock_timestamp() - interval '1 hour' AS late
        FROM pg_stat_activity
       WHERE datname = current_database() AND backend_xid IS NOT NULL AND xact_start < clock_timestamp() - interval '5 minutes'
       ORDER BY xact_start LIMIT 3
      """;

  @Override
  public String subject() {
    return "open transactions";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    int before = chart.findings().size();
    chart.each(PREPARED, row -> prepared(row, chart));
    chart.each(OPEN, row -> open(row, chart));
    if (chart.findings().size() == before) {
      chart.ok("transactions", subject(), "none holds anything up");
    }
  }

  private void prepared(ResultSet row, Chart chart) throws SQLException {
    hold(
        chart,
        "transaction-prepared",
        row.getBoolean("late"),
        "\"%s\" was prepared at %s, and waits for its coordinator"
            .formatted(row.getString("gid"), row.getString("prepared")),
        row.getString("cure"));
  }

  private void open(ResultSet row, Chart chart) throws SQLException {
    hold(
        chart,
        "transaction-open",
        row.getBoolean("late"),
        "process %d (%s of %s) has written, and is in its transaction since %s"
            .formatted(
                row.getInt("pid"),
                row.getString("name"),
                row.getString("usename"),
                row.getString("since")),
        "SELECT pg_terminate_backend(" + row.getInt("pid") + ");");
  }

  private void hold(Chart chart, String id, boolean late, String found, String cure) {
    chart.add(
        late ? Level.WARNING : Level.NOTE,
        id,
        subject(),
        found,
        "The log can't forget what has been written since, and grows; readers do not wait for it.",
        cure);
  }
}
