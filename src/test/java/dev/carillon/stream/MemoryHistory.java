package dev.carillon.stream;

import static org.awaitility.Awaitility.await;

import dev.carillon.change.Change;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.History;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Samples;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** A log in memory, numbered from 1, with a retention and a way to be out of reach. */
final class MemoryHistory implements History {
  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile long expired;
  private volatile boolean away;
  private volatile boolean held;

  void add(Change change) {
    changes.add(change);
  }

  /** Drops what is in the log up to this number. */
  void expire(long upTo) {
    expired = upTo;
  }

  /** Loses what comes after a number, and goes on from there in another epoch. */
  void fork(long survived, int epoch, long upTo, String topic) {
    changes.subList((int) survived, changes.size()).clear();
    LongStream.rangeClosed(survived + 1, upTo)
        .forEach(n -> changes.add(Samples.insert(new Position(epoch, n), topic)));
  }

  /** Keeps whoever reads waiting with what it has read. */
  void hold(boolean isHeld) {
    held = isHeld;
  }

  void away(boolean isAway) {
    away = isAway;
  }

  int reads() {
    return reads.get();
  }

  @Override
  public Page read(Position after, int maxChanges, long maxBytes) {
    reads.incrementAndGet();
    ask();
    if (after.n() < expired) {
      throw new PositionExpiredException(after);
    }
    Page page = new Page(after, changes.stream().skip(after.n()).limit(maxChanges).toList());
    await().until(() -> !held);
    return page;
  }

  @Override
  public Position earliest() {
    ask();
    return new Position(1, expired);
  }

  @Override
  public Position newest() {
    ask();
    return new Position(1, changes.size());
  }

  @Override
  public Optional<ResetReason> refusal(Position after) {
    ask();
    if (after.epoch() != 1) {
      return Optional.of(ResetReason.UNKNOWN_EPOCH);
    }
    if (after.n() > changes.size()) {
      return Optional.of(ResetReason.AHEAD);
    }
    return after.n() < expired ? Optional.of(ResetReason.EXPIRED) : Optional.empty();
  }

  private void ask() {
    if (away) {
      throw new DatabaseUnavailableException(new SQLException("connection refused"));
    }
  }
}
