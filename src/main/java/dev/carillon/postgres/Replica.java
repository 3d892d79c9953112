package dev.carillon.postgres;

import dev.carillon.change.LogOpened;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ReplicaStatus;
import dev.carillon.config.Settings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Serves replay from a standby, up to a place which it was seen to have in common with the log that
 * the listener follows. It never says that something is gone: whatever it can't serve, the primary
 * does. Thread-safe.
 */
@Singleton
public class Replica implements ReplicaStatus {
  private static final Logger LOGGER = System.getLogger(Replica.class.getName());
  private final ReplicaConnections connections;
  private final ChangeLog log;
  private final AtomicLong pages = new AtomicLong();
  private volatile State state;
  private volatile String reason = "";
  private volatile long lag;
  private volatile @Nullable Position common;
  private int opening;

  @Inject
  Replica(Settings settings, ReplicaConnections connections, ChangeLog log) {
    this.connections = connections;
    this.log = log;
    this.state = settings.replicaUrl().isPresent() ? State.AWAY : State.NONE;
  }

  /** What follows a position; empty: the primary must say. Never throws. */
  Optional<Page> read(Position after, int maxChanges, long maxBytes) {
    Position known = common;
    // Only whole pages: one that is cut where the replica ends would be kept, and shared, like it
    if (known == null || after.n() + maxChanges > known.n()) {
      return Optional.empty();
    }
    try {
      Page page =
          connections.ask(connection -> log.read(connection, known, after, maxChanges, maxBytes));
      if (page.changes().isEmpty()) {
        return Optional.empty();
      }
      pages.incrementAndGet();
      return Optional.of(page);
    } catch (SQLException | PositionExpiredException e) { // recovery may cancel any query, too
      LOGGER.log(Level.DEBUG, "The replica could not serve what follows {0}: {1}", after, e);
      forget(known);
      return Optional.empty();
    }
  }

  /**
   * What was common may be lost with the log that was followed. Before others hear of it: what they
   * read from then on must be of the new one.
   */
  synchronized void opened(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) LogOpened log) {
    opening++;
    common = null;
  }

  /** How many times the log was opened. */
  synchronized int opening() {
    return opening;
  }

  /** It has this place of the log that was followed since this opening. */
  synchronized void has(Position place, int sinceOpening) {
    if (sinceOpening == opening) {
      common = place;
      say(State.SERVING, "");
    }
  }

  /** It has not got far enough; what was common still is. */
  synchronized void lags() {
    say(State.LAGGING, "");
  }

  /** It serves nothing for now. */
  synchronized void isOut(State why, String sentence) {
    common = null;
    say(why, sentence);
  }

  void lag(long changes) {
    lag = changes;
  }

  private synchronized void forget(Position failed) {
    if (failed.equals(common)) {
      common = null; // until it is looked at again, so that no reader waits for it in vain
    }
  }

  private void say(State now, String sentence) {
    if (now != state) {
      LOGGER.log(
          Level.INFO,
          "The read replica is {0}{1}.",
          now.name().toLowerCase(Locale.ROOT),
          sentence.isEmpty() ? "" : ": " + sentence.replaceFirst("\\.$", ""));
    }
    state = now;
    reason = sentence;
  }

  @Override
  public State state() {
    return state;
  }

  @Override
  public long lag() {
    return lag;
  }

  @Override
  public long pages() {
    return pages.get();
  }

  @Override
  public String reason() {
    return reason;
  }
}
