package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether the read replica is one of this primary's, and lets replay be read; if there is one. */
record ReplicaCheck(Settings settings, ReplicaConnections replica) implements Check {
  private static final String CLUSTER = "SELECT system_identifier FROM pg_control_system()";
  private static final String THERE =
      """
      SELECT pg_is_in_recovery() AS standby, (SELECT system_identifier FROM pg_control_system())::text AS cluster,
             current_setting('hot_standby_feedback') = 'on' OR (SELECT setting::int NOT BETWEEN 0 AND 4999 FROM pg_settings
               WHERE name = 'max_standby_streaming_delay') AS patient
      """;

  private record Found(boolean standby, String cluster, boolean patient) {}

  @Override
  public String subject() {
    return Setting.REPLICA_URL.key();
  }

  @Override
  public void look(Chart chart) throws SQLException {
    if (settings.replicaUrl().isEmpty()) {
      return;
    }
    String mine = chart.all(CLUSTER, row -> row.getString(1)).get(0);
    try {
      judge(replica.ask(ReplicaCheck::there), mine, chart);
    } catch (SQLException e) {
      bad(chart, "replica-away", Chart.firstLine(e), "Start the standby, or correct the setting.");
    }
  }

  private void judge(Found there, String cluster, Chart chart) {
    if (!there.cluster().equals(cluster)) {
      bad(
          chart,
          "replica-apart",
          "it is of another cluster",
          "Let the setting lead to a standby of this primary.");
    } else if (!there.standby()) {
      bad(
          chart,
          "replica-primary",
          "it is no standby",
          "Let the setting lead to a standby, or remove it.");
    } else if (!there.patient()) {
      chart.add(
          Level.NOTE,
          "replica-impatient",
          subject(),
          "recovery there cancels what has been read for less than 5 s",
          "Pages of the log that are cancelled are read from the primary instead.",
          "ALTER SYSTEM SET hot_standby_feedback = on; SELECT pg_reload_conf();  -- on the standby");
    } else {
      chart.ok("replica", subject(), "it is a standby of this primary");
    }
  }

  private void bad(Chart chart, String id, String found, String cure) {
    chart.add(Level.WARNING, id, subject(), found, "Replay is read from the primary alone.", cure);
  }

  private static Found there(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(THERE)) {
      row.next();
      return new Found(
          row.getBoolean("standby"), row.getString("cluster"), row.getBoolean("patient"));
    }
  }
}
