package dev.carillon.postgres;

import dev.carillon.config.Settings;
import dev.carillon.config.Wakeup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What an idle listener does so that nothing stays unnoticed: it looks at the log once a {@code
 * carillon.poll}, and every tenth time sends itself a NOTIFY instead, which must come back. Either
 * is a query, so a dead link is found within seconds. One a second, no more. One per connection;
 * the listener's thread only.
 */
final class Pulse {
  private static final Logger LOGGER = System.getLogger(Pulse.class.getName());
  private static final int BEATS_PER_PROBE = 10;
  private final Duration interval;
  private final boolean notified;
  private final Node node;
  private final Status status;
  private long due = System.nanoTime();
  private int beats;
  private boolean awaitingProbe;

  Pulse(Settings settings, Node node, Status status) {
    this.interval = settings.poll();
    this.notified = settings.wakeup() != Wakeup.POLL;
    this.node = node;
    this.status = status;
  }

  boolean isDue() {
    return due - System.nanoTime() <= 0;
  }

  Duration untilDue() {
    return Duration.ofNanos(Math.max(0, due - System.nanoTime()));
  }

  /** Whether to look at the log now. */
  boolean beat(ListenConnection connection) throws SQLException {
    due = System.nanoTime() + interval.toNanos();
    if (!notified || ++beats % BEATS_PER_PROBE != 0) {
      return true;
    }
    if (awaitingProbe) {
      deaf();
    }
    awaitingProbe = true;
    connection.notify(node.channel(), "probe");
    return false;
  }

  /** A probe has come back. */
  void heard() {
    awaitingProbe = false;
    status.deaf(false);
  }

  private void deaf() {
    if (!status.wakeup().equals("deaf")) {
      LOGGER.log(
          Level.WARNING,
          "NOTIFY does not come back on the listening connection, as behind a pooler in transaction mode: changes are found only every {0}."
              + " Set carillon.listen.url to a direct connection.",
          interval);
    }
    status.deaf(true);
  }
}
