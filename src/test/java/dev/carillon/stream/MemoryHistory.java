package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.History;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A log in memory, numbered from 1, with a retention and a way to be out of reach. */
final class MemoryHistory implements History {
  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile long expired;
  private volatile boolean away;

  void add(Change change) {
    changes.add(change);
  }

  /** Drops what is in the log up to this number. */
  void expire(long upTo) {
    expired = upTo;
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
    return new Page(after, changes.stream().skip(after.n()).limit(maxChanges).toList());
  }

  @Override
  public Position earliest() {
    ask();
    return new Position(1, expired);
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
