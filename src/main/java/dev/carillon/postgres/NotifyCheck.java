package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import dev.carillon.config.Wakeup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Whether NOTIFY comes back on a connection like the listener's, on a channel of its own: what it
 * sends itself, and what others send. Behind a pooler in transaction mode the latter gets lost.
 */
record NotifyCheck(Settings settings, DataSource database, Node node) implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  public String subject() {
    return "NOTIFY";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    if (!chart.isDirect() || isStandby(chart.connection())) {
      return; // which is a finding already
    }
    // The same for all examinations: a pooler may keep the session that listens
    String channel = node.channel() + "_doctor";
    Connection listening = chart.connection();
    execute(listening, "LISTEN " + channel);
    long sent = System.nanoTime();
    String token = Long.toHexString(sent);
    send(listening, channel, token + " own");
    try (Connection other = database.getConnection()) {
      send(other, channel, token + " other");
    }
    boolean heard = hears(listening, Set.of(token + " own", token + " other"));
    long millis = (System.nanoTime() - sent) / 1_000_000;
    execute(listening, "UNLISTEN " + channel);
    if (!heard) {
      lost(chart);
    } else if (Pooler.isBetween(listening)) {
      chart.add(
          Level.NOTE,
          "pooler",
          subject(),
          "it comes back, through " + Pooler.name(settings),
          "In session mode that works; in transaction mode changes would come late.",
          direct(chart));
    } else {
      chart.ok("notify", subject(), "it comes back, within " + millis + " ms");
    }
  }

  private void lost(Chart chart) throws SQLException {
    boolean pooled = Pooler.isBetween(chart.connection());
    chart.add(
        settings.wakeup() == Wakeup.POLL ? Level.WARNING : Level.ERROR,
        "notify-lost",
        subject(),
        pooled
            ? "it does not come back: between is %s in transaction mode"
                .formatted(Pooler.name(settings))
            : "it does not come back within " + PATIENCE,
        "Changes are found only every %s, and raw channels not at all.".formatted(settings.poll()),
        direct(chart));
  }

  /** The address that PostgreSQL knows of itself: a pooler's way to it, past the pooler. */
  private static String direct(Chart chart) throws SQLException {
    return chart
        .all(
            "SELECT coalesce(host(inet_server_addr()), 'HOST'), coalesce(inet_server_port(), 5432), current_database()",
            row ->
                "export %s='jdbc:postgresql://%s:%d/%s'"
                    .formatted(
                        Setting.LISTEN_URL.environmentName(),
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3)))
        .get(0);
  }

  private static boolean hears(Connection listening, Set<String> expected) throws SQLException {
    Set<String> missing = new HashSet<>(expected);
    PGConnection connection = listening.unwrap(PGConnection.class);
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (long left = PATIENCE.toMillis(); left > 0 && !missing.isEmpty(); ) {
      // First what came with an answer: waiting would miss it
      PGNotification[] arrived = connection.getNotifications();
      if (arrived == null || arrived.length == 0) {
        arrived = connection.getNotifications((int) left);
      }
      for (PGNotification one : arrived == null ? new PGNotification[0] : arrived) {
        missing.remove(one.getParameter());
      }
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return missing.isEmpty();
  }

  private static boolean isStandby(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static void send(Connection by, String channel, String payload) throws SQLException {
    try (PreparedStatement notify = by.prepareStatement("SELECT pg_notify(?, ?)")) {
      notify.setString(1, channel);
      notify.setString(2, payload);
      notify.execute();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
