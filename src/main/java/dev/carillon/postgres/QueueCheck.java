package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.SQLException;
import java.util.List;

/** How full the queue of notifications is, and who holds it up. */
final class QueueCheck implements Check {
  private static final String USAGE = "SELECT pg_notification_queue_usage()";

  /**
   * Nobody sees who listens; but whoever reads nothing is in a transaction, or sends in vain. A
   * snapshot's keeper is in one, too, but it never listens.
   */
  private static final String HOLDER =
      """
      SELECT pid, format('process %s (%s of %s), %s since %s', pid, coalesce(nullif(application_name, ''), 'no name'), usename,
               CASE WHEN xact_start IS NULL THEN 'stuck' ELSE 'in a transaction' END, coalesce(xact_start, state_change)::timestamptz(0)) AS who
        FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name NOT LIKE 'carillon-snapshot%'
         AND (xact_start IS NOT NULL OR wait_event = 'ClientWrite')
       ORDER BY coalesce(xact_start, state_change) LIMIT 1
      """;

  private record Holder(String who, String cure) {
    static final Holder UNSEEN =
        new Holder(
            "nobody is seen who does; PostgreSQL's log names the process",
            "SELECT pg_terminate_backend(PID);  -- the one that PostgreSQL's log names");
  }

  @Override
  public String subject() {
    return "the queue of notifications";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    chart.each(USAGE, row -> judge(row.getDouble(1), chart));
  }

  private void judge(double usage, Chart chart) throws SQLException {
    String percent = Math.round(usage * 100) + " % full";
    if (usage <= 0.25) {
      chart.ok("notify-queue", subject(), percent);
      return;
    }
    List<Holder> seen =
        chart.all(
            HOLDER,
            row ->
                new Holder(
                    "it seems to be " + row.getString("who"),
                    "SELECT pg_terminate_backend(" + row.getInt("pid") + ");"));
    Holder holder = seen.isEmpty() ? Holder.UNSEEN : seen.get(0);
    chart.add(
        usage > 0.75 ? Level.ERROR : usage > 0.5 ? Level.WARNING : Level.NOTE,
        "notify-queue-full",
        subject(),
        percent + ", since some session that listens does not read; " + holder.who(),
        usage > 0.5
            ? "Carillon's writers send no NOTIFY any longer, so changes are found only every carillon.poll;"
                + " when it is full, everybody else's NOTIFY fails at commit."
            : "From a half on, Carillon's writers send no NOTIFY.",
        holder.cure());
  }
}
