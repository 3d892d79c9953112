package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import dev.carillon.config.Setting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Whether it is the primary, and whether both ways there lead to the same server. */
record RecoveryCheck(DataSource database) implements Check {
  /** A copy that goes its own way has the same identifier; its server has not started with it. */
  private static final String IDENTITY =
      """
      SELECT concat_ws(' ', (SELECT system_identifier FROM pg_control_system()), (SELECT timeline_id FROM pg_control_checkpoint()),
                       current_database(), to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'))
      """;

  private static final String RECOVERY =
      """
      SELECT pg_is_in_recovery(), (SELECT sender_host || ':' || sender_port FROM pg_stat_wal_receiver)
      """;

  @Override
  public String subject() {
    return "the primary";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    chart.each(RECOVERY, row -> recovery(row, chart));
    chart.each(IDENTITY, row -> compare(row.getString(1), chart));
  }

  private void recovery(ResultSet row, Chart chart) throws SQLException {
    if (!row.getBoolean(1)) {
      chart.ok("primary", subject(), "this server is one");
      return;
    }
    String primary = row.getString(2);
    chart.add(
        Level.ERROR,
        "standby",
        subject(),
        "this server is a standby" + (primary == null ? "" : " of " + primary),
        "A standby takes neither LISTEN nor a cut: nothing new reaches any client.",
        "SELECT pg_promote();  -- if its primary is gone for good; else let "
            + Setting.JDBC_URL.key()
            + " lead to the primary, or name both: jdbc:postgresql://one,other/database");
  }

  private void compare(String direct, Chart chart) throws SQLException {
    if (!chart.isDirect()) {
      return; // there is only one way
    }
    String pooled;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(IDENTITY)) {
      row.next();
      pooled = row.getString(1);
    } catch (SQLException e) {
      chart.add(
          Level.ERROR,
          "pool-unreachable",
          Setting.JDBC_URL.key(),
          Chart.firstLine(e),
          "Nothing can be replayed, written or asked over REST.",
          "Start what it leads to, or correct it.");
      return;
    }
    if (pooled.equals(direct)) {
      chart.ok("same-server", Setting.LISTEN_URL.key(), "it leads where the pool leads");
    } else {
      chart.add(
          Level.ERROR,
          "other-server",
          Setting.LISTEN_URL.key(),
          "it leads to %s, and %s to %s (cluster, timeline, database, started)"
              .formatted(direct, Setting.JDBC_URL.key(), pooled),
          "Replay is refused, since it would be of another log than the one that is listened to.",
          "Let both settings lead to one server and one database.");
    }
  }
}
