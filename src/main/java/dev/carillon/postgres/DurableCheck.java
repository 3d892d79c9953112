package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether durable observers get on: stuck, failing, left alone, or with dead letters. */
final class DurableCheck implements Check {
  /** By when the next change was cut: after a quiet day, it need not have moved for a day. */
  private static final String OBSERVERS =
      """
      SELECT o.*, coalesce(n.cut_at < clock_timestamp() - interval '5 minutes', false) AS left_alone,
             date_trunc('second', clock_timestamp() - n.cut_at) AS since
        FROM carillon.observers o LEFT JOIN LATERAL (
          SELECT b.cut_at FROM carillon.batches b
           WHERE b.count > 0 AND b.first + b.count - 1 > split_part(o.position, '.', 2)::bigint ORDER BY b.first LIMIT 1) n ON true
       ORDER BY o.name
      """;

  @Override
  public String subject() {
    return "durable observers";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    chart.each(OBSERVERS, row -> judge(row, chart));
  }

  private static void judge(ResultSet row, Chart chart) throws SQLException {
    String name = row.getString("name");
    String subject = "observer " + name;
    if (row.getLong("dead_letters") > 0) {
      chart.add(
          Level.WARNING,
          "observer-dead-letters",
          subject,
          row.getLong("dead_letters") + " changes were given up",
          "The observer went on without them; what they were to cause has not happened.",
          "SELECT * FROM carillon.dead_letter WHERE observer = '%s';  -- then POST /api/observers/%s/dead-letters/{position}/retry, or DELETE them"
              .formatted(name, name));
    }
    switch (row.getString("state")) {
      case "stuck" -> stuck(row, subject, chart);
      case "paused" ->
          chart.add(
              Level.NOTE,
              "observer-paused",
              subject,
              "it rests at %s, %d changes behind"
                  .formatted(row.getString("position"), row.getLong("lag")),
              "What retention takes meanwhile it will never be told of.",
              "SELECT carillon.resume_observer('%s');".formatted(name));
      case "retrying" ->
          chart.add(
              Level.WARNING,
              "observer-retrying",
              subject,
              "the change after %s has failed %d times: %s"
                  .formatted(
                      row.getString("position"), row.getInt("tries"), row.getString("error")),
              "All that follows waits for it.",
              "Mend the bean, or what it needs; the node's log has the stack.");
      default -> onItsWay(row, subject, chart);
    }
  }

  private static void stuck(ResultSet row, String subject, Chart chart) throws SQLException {
    chart.add(
        Level.ERROR,
        "observer-stuck",
        subject,
        "it is at %s, where the log can't be continued (%s)"
            .formatted(row.getString("position"), row.getString("refusal")),
        "It is told of nothing until somebody decides where it goes on.",
        "SELECT carillon.rewind_observer('%s', 'earliest');  -- or 'latest', or a position"
            .formatted(row.getString("name")));
  }

  private static void onItsWay(ResultSet row, String subject, Chart chart) throws SQLException {
    if (row.getBoolean("left_alone")) {
      chart.add(
          Level.WARNING,
          "observer-left-alone",
          subject,
          "a change has waited for it for %s, and it is %d changes behind"
              .formatted(row.getString("since"), row.getLong("lag")),
          "No node has a bean of that name, or a round of it takes so long.",
          "SELECT carillon.forget_observer('%s');  -- if no application has it any more"
              .formatted(row.getString("name")));
    } else {
      chart.ok("observer", subject, "at %s".formatted(row.getString("position")));
    }
  }
}
