package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import dev.carillon.config.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Whether the log is this cluster's, and no larger and no older than it may be. */
record LogCheck(Settings settings) implements Check {
  /** Retention truncates whole quarters, so a half more is no reason to speak. */
  private static final double TOO_MUCH = 1.5;

  /** A node trims once a minute. */
  private static final Duration LATE = Duration.ofMinutes(5);

  private static final String BOUNDS = "SELECT epoch || '.' || n FROM carillon.bounds()";

  private static final String SIZE =
      """
      SELECT s.bytes, pg_size_pretty(s.bytes) AS size, b.age AS seconds, make_interval(secs => b.age) AS age
        FROM (SELECT sum(pg_total_relation_size(relid))::bigint AS bytes FROM pg_partition_tree('carillon.log') WHERE isleaf) s,
             (SELECT coalesce(floor(extract(epoch FROM clock_timestamp() - min(cut_at)))::bigint, 0) AS age
                FROM carillon.batches WHERE count > 0) b
      """;

  @Override
  public String subject() {
    return "the log";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    try {
      chart.each(BOUNDS, row -> chart.ok("log", subject(), "it stands at " + row.getString(1)));
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("another PostgreSQL cluster")) {
        throw e;
      }
      foreign(Chart.firstLine(e), chart);
    }
    chart.each(SIZE, row -> judge(row, chart));
  }

  private void foreign(String sentence, Chart chart) {
    chart.add(
        Level.ERROR,
        "log-foreign",
        subject(),
        sentence,
        "It is neither read nor written on; adopt() keeps clients' positions, reset() sends them a reset.",
        sentence.contains("adopt()")
            ? "SELECT carillon.adopt();  -- after pg_upgrade; SELECT carillon.reset(); after a dump was restored"
            : "SELECT carillon.reset();");
  }

  private void judge(ResultSet row, Chart chart) throws SQLException {
    String found =
        "it takes %s of %d MB, and its oldest change was given its position %s ago"
            .formatted(row.getString("size"), settings.retentionSize() >> 20, row.getString("age"));
    boolean large = row.getLong("bytes") > settings.retentionSize() * TOO_MUCH;
    boolean old = row.getLong("seconds") > settings.retentionAge().plus(LATE).toSeconds();
    if (large || old) {
      chart.add(
          Level.WARNING,
          large ? "log-too-large" : "log-too-old",
          subject(),
          found,
          "Retention should have made it forget: no node runs it, or something holds it back.",
          "SELECT carillon.trim('%d seconds', %d);"
              .formatted(settings.retentionAge().toSeconds(), settings.retentionSize()));
    } else {
      chart.ok("log-size", subject(), found);
    }
  }
}
