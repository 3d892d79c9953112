package dev.carillon.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears what writers wake the nodes by, and counts it. */
final class WakeUps implements Runnable {
  private static final int LOOK_MILLIS = 500;
  private static final double RETRY_SECONDS = 0.3;

  private final World world;
  private final AtomicLong heard = new AtomicLong();
  private final Pauses pauses = new Pauses();

  WakeUps(World world) {
    this.world = world;
  }

  long heard() {
    return heard.get();
  }

  void stop() {
    pauses.end();
  }

  @Override
  public void run() {
    while (!pauses.areOver()) {
      try (Connection connection = world.connect("torture-wake-ups");
          Statement statement = connection.createStatement()) {
        statement.execute("LISTEN carillon");
        listen(connection.unwrap(PGConnection.class));
      } catch (SQLException away) {
        pauses.pause(RETRY_SECONDS); // a fault
      }
    }
  }

  private void listen(PGConnection connection) throws SQLException {
    while (!pauses.areOver()) {
      PGNotification[] notifications = connection.getNotifications(LOOK_MILLIS);
      heard.addAndGet(notifications == null ? 0 : notifications.length);
    }
  }
}
