package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import dev.carillon.config.Settings;
import dev.carillon.config.Wakeup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;

/**
 * What the listener does while it has a connection: wait, cut, read, fire. Keeps its position from
 * one connection to the next. The listener's thread only.
 */
@Singleton
public class ListenSession {
  /** The channel on which writers wake whoever sleeps; {@code carillon._wake} knows it too. */
  private static final String WAKE = "carillon";

  private static final int PAGE_CHANGES = 1000;
  private static final long PAGE_BYTES = 1 << 20;

  private final Settings settings;
  private final Node node;
  private final ChangeLog log;
  private final WatchCatalog watches;
  private final RawChannels channels;
  private final Publisher publisher;
  private final Status status;
  private @Nullable Position position;

  @Inject
  ListenSession(
      Settings settings,
      Node node,
      ChangeLog log,
      WatchCatalog watches,
      RawChannels channels,
      Publisher publisher,
      Status status) {
    this.settings = settings;
    this.node = node;
    this.log = log;
    this.watches = watches;
    this.channels = channels;
    this.publisher = publisher;
    this.status = status;
  }

  /**
   * Listens first and reads then: what commits between the two is seen by both, so by one at least.
   */
  void open(ListenConnection connection) throws SQLException {
    status.catchingUp();
    boolean notified = settings.wakeup() == Wakeup.NOTIFY;
    if (notified) {
      connection.listen(WAKE);
    }
    connection.listen(node.channel());
    channels.forget();
    channels.settle(connection);
    watches.load(connection.jdbc());
    findPlace(connection);
    catchUp(connection);
    status.listening();
  }

  /** Waits, and deals with what comes, until the connection is lost or aborted. */
  void run(ListenConnection connection) throws SQLException {
    Pulse pulse = new Pulse(settings, node, status);
    while (true) {
      boolean look = pulse.isDue();
      for (PGNotification heard : connection.await(look ? Duration.ZERO : pulse.untilDue())) {
        look |= take(connection, heard, pulse);
      }
      if (pulse.isDue()) {
        channels.settle(connection);
        look |= pulse.beat(connection);
      }
      if (look) {
        catchUp(connection);
      }
    }
  }

  /** Whether the notification means that there may be something in the log. */
  private boolean take(ListenConnection connection, PGNotification heard, Pulse pulse)
      throws SQLException {
    if (heard.getName().equals(WAKE)) {
      return true;
    }
    if (heard.getName().equals(node.channel())) {
      if (heard.getParameter().equals(RawChannels.SETTLE)) {
        channels.settle(connection);
      } else {
        pulse.heard();
      }
      return false;
    }
    if (channels.listensTo(heard.getName())) {
      publisher.fire(new Notification(heard.getName(), heard.getPID(), heard.getParameter()));
    }
    return false;
  }

  /** Goes on where the last connection ended, if the log still can. */
  private void findPlace(ListenConnection connection) throws SQLException {
    if (position == null) {
      cut(connection);
      startAt(log.bounds(connection.jdbc()).newest(), null);
      return;
    }
    Optional<ResetReason> refusal = log.refusal(connection.jdbc(), position);
    if (refusal.isPresent()) {
      startAt(log.bounds(connection.jdbc()).newest(), refusal.get());
    }
  }

  private void startAt(Position newest, @Nullable ResetReason reason) {
    position = newest;
    status.fired(newest);
    publisher.fire(new LogOpened(newest, reason));
  }

  private void catchUp(ListenConnection connection) throws SQLException {
    long newest = cut(connection);
    status.cutTo(newest);
    try {
      Position at = position;
      while (at != null && at.n() < newest) {
        Page page = log.read(connection.jdbc(), at, PAGE_CHANGES, PAGE_BYTES);
        if (page.changes().isEmpty()) {
          throw new PositionExpiredException(at);
        }
        for (Change change : page.changes()) {
          publisher.fire(change);
          at = change.position();
          position = at;
          status.fired(at);
        }
      }
    } catch (PositionExpiredException e) {
      startAt(log.bounds(connection.jdbc()).newest(), ResetReason.EXPIRED);
    }
  }

  /** Cuts, or waits for the node that does at this moment; the newest number. */
  private long cut(ListenConnection connection) throws SQLException {
    OptionalLong newest = log.cut(connection.jdbc());
    for (int pause = 1; newest.isEmpty(); pause = Math.min(2 * pause, 8)) {
      connection.pause(Duration.ofMillis(pause));
      newest = log.cut(connection.jdbc());
    }
    return newest.getAsLong();
  }
}
