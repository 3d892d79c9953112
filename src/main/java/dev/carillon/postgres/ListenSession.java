package dev.carillon.postgres;

import dev.carillon.change.Notification;
import dev.carillon.config.Settings;
import dev.carillon.config.Wakeup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.postgresql.PGNotification;

/** What the listener does while it has a connection. The listener's thread only. */
@Singleton
public class ListenSession {
  /** The channel on which writers wake whoever sleeps; {@code carillon._wake} knows it too. */
  static final String WAKE = "carillon";

  private final Settings settings;
  private final Node node;
  private final LogFollower follower;
  private final WatchCatalog watches;
  private final RawChannels channels;
  private final Publisher publisher;
  private final Status status;

  @Inject
  ListenSession(
      Settings settings,
      Node node,
      LogFollower follower,
      WatchCatalog watches,
      RawChannels channels,
      Publisher publisher,
      Status status) {
    this.settings = settings;
    this.node = node;
    this.follower = follower;
    this.watches = watches;
    this.channels = channels;
    this.publisher = publisher;
    this.status = status;
  }

  /**
   * Listens first and reads then: what commits between the two is seen by both, so by one at least.
   */
  void open(ListenConnection connection) throws SQLException {
    if (settings.wakeup() != Wakeup.POLL) {
      connection.listen(WAKE);
    }
    connection.listen(node.channel());
    channels.forget();
    channels.settle(connection);
    watches.load(connection.jdbc());
    follower.findPlace(connection);
    status.catchingUp(); // not before: a log that can't be followed is no connection
    follower.catchUp(connection);
    status.listening();
  }

  /** Waits, and deals with what comes, until the connection is lost or aborted. */
  void run(ListenConnection connection) throws SQLException {
    Pulse pulse = new Pulse(settings, node, status);
    Wakefulness wakefulness = new Wakefulness(settings.wakeup(), connection);
    wakefulness.begin();
    DutyCycle cycle = new DutyCycle(System.nanoTime());
    boolean look = false;
    while (true) {
      Duration untilPulse = pulse.isDue() ? Duration.ZERO : pulse.untilDue();
      List<PGNotification> arrived =
          connection.await(look ? cycle.rest(System.nanoTime()) : wakefulness.patience(untilPulse));
      look |= wakefulness.looksByItself();
      for (PGNotification heard : arrived) {
        look |= take(connection, heard, pulse, wakefulness);
      }
      if (pulse.isDue()) {
        channels.settle(connection);
        wakefulness.beat();
        look |= pulse.beat(connection);
      }
      long now = System.nanoTime();
      if (look && cycle.rest(now).isZero()) {
        look = false;
        wakefulness.beforeLook();
        int transactions = follower.catchUp(connection);
        cycle.looked(transactions, now, System.nanoTime());
        wakefulness.found(transactions);
      }
    }
  }

  /** Whether the notification means that there may be something in the log. */
  private boolean take(
      ListenConnection connection, PGNotification heard, Pulse pulse, Wakefulness wakefulness)
      throws SQLException {
    if (heard.getName().equals(WAKE)) {
      if (heard.getParameter().equals(Wakefulness.CALL) && !connection.isFromItself(heard)) {
        wakefulness.called();
      }
      return true;
    }
    if (heard.getName().equals(node.channel())) {
      if (heard.getParameter().equals(RawChannels.SETTLE)) {
        channels.settle(connection);
      } else {
        pulse.heard();
      }
    } else if (channels.listensTo(heard.getName())) {
      publisher.fire(new Notification(heard.getName(), heard.getPID(), heard.getParameter()));
    }
    return false;
  }
}
