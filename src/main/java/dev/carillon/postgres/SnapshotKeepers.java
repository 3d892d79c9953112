package dev.carillon.postgres;

import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.LogOpened;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.config.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots that this node keeps: few, and none for long, since each holds back PostgreSQL's
 * cleaning up. A crowd that comes at once shares one. Thread-safe.
 */
@Singleton
public class SnapshotKeepers {
  static final Duration LONGEST_IDLE = Duration.ofSeconds(60);
  private static final Duration SHARED_FOR = Duration.ofSeconds(1);
  private static final int MOST = 4;

  private final Settings settings;
  private final Status status;
  private final Clock clock;
  private final ScheduledExecutorService executor;

  /** The newest comes last. */
  private final List<SnapshotKeeper> kept = new CopyOnWriteArrayList<>();

  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Future<?> rounds;
  private volatile boolean closed;

  @Inject
  SnapshotKeepers(
      Settings settings, Status status, Clock clock, ScheduledExecutorService executor) {
    this.settings = settings;
    this.status = status;
    this.clock = clock;
    this.executor = executor;
  }

  /** The place before the first row of a new snapshot; of the newest, if there may be no more. */
  SnapshotPlace begin() {
    try {
      // One opens it and the others wait, to share it; but not one after another for a dead server
      if (!opening.tryLock(ListenConnection.ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DatabaseUnavailableException(new SQLException("no snapshot could be taken yet"));
      }
      try {
        return keeper(clock.instant()).start();
      } finally {
        opening.unlock();
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnavailableException(e);
    }
  }

  private SnapshotKeeper keeper(Instant now) throws SQLException {
    SnapshotKeeper newest = kept.isEmpty() ? null : kept.get(kept.size() - 1);
    // Of the last one that there may be half its life is left, or one may not get through with it
    Duration shared = kept.size() < MOST ? SHARED_FOR : settings.snapshotAge().dividedBy(2);
    if (newest != null && !newest.isRetired() && newest.age(now).compareTo(shared) < 0) {
      newest.use(now);
      return newest;
    }
    if (kept.size() >= MOST) {
      letGo(kept.get(0));
    }
    SnapshotKeeper opened = SnapshotKeeper.open(settings, status.position(), now);
    kept.add(opened);
    if (closed) {
      letGo(opened); // whoever closed may have looked before
      throw new SQLException("this node stops");
    }
    if (rounds == null) {
      rounds = executor.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }
    return opened;
  }

  /** Somebody reads it. Does nothing if it is another node's. */
  void use(SnapshotPlace place) {
    keepers(place).forEach(keeper -> keeper.use(clock.instant()));
  }

  /** Who reads another table of it may go on, but nobody shall begin with it. */
  void retire(SnapshotPlace place) {
    keepers(place).forEach(SnapshotKeeper::retire);
  }

  /** Nobody can read it any more. */
  void letGo(SnapshotPlace place) {
    keepers(place).forEach(this::letGo);
  }

  /** Ends those that are too old, and those that nobody reads. */
  void sweep() {
    Instant now = clock.instant();
    kept.stream()
        .filter(
            keeper ->
                keeper.age(now).compareTo(settings.snapshotAge()) >= 0
                    || keeper.idle(now).compareTo(LONGEST_IDLE) >= 0)
        .forEach(this::letGo);
  }

  /** What was taken before may be of a server, or of a future, that is no longer followed. */
  void opened(@Observes LogOpened log) {
    kept.forEach(this::letGo);
  }

  @PreDestroy
  void close() {
    closed = true;
    Future<?> sweeping = rounds;
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    kept.forEach(this::letGo);
  }

  private void letGo(SnapshotKeeper keeper) {
    keeper.close();
    kept.remove(keeper);
  }

  private List<SnapshotKeeper> keepers(SnapshotPlace place) {
    return kept.stream()
        .filter(keeper -> keeper.start().snapshot().equals(place.snapshot()))
        .toList();
  }
}
