package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import dev.carillon.change.SnapshotGoneException;
import dev.carillon.change.SnapshotPage;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.Snapshots;
import dev.carillon.change.TopicSelector;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Snapshots of one table in memory, its rows numbered from 1001 on. */
final class MemorySnapshots implements Snapshots {
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();
  private volatile int rows;
  private volatile Position position = new Position(1, 0);
  private volatile boolean away;
  private volatile String kept = "";

  /** From now on the table has so many rows after this position. */
  void hold(int someRows, Position at) {
    rows = someRows;
    position = at;
  }

  /** Whether the database is away. */
  void away(boolean isAway) {
    away = isAway;
  }

  /** No snapshot that was begun can be read on. */
  void forget() {
    kept = "";
  }

  int begun() {
    return begun.get();
  }

  int read() {
    return read.get();
  }

  @Override
  public SnapshotPlace begin(List<TopicSelector> topics) {
    ask();
    kept = "s" + begun.incrementAndGet();
    return new SnapshotPlace(position, kept);
  }

  @Override
  public SnapshotPage read(
      SnapshotPlace place, List<TopicSelector> topics, int maxRows, long maxBytes) {
    ask();
    if (!place.snapshot().equals(kept)) {
      throw new SnapshotGoneException(place);
    }
    read.incrementAndGet();
    int from = (int) place.block();
    int to = Math.min(rows, from + maxRows);
    @Nullable SnapshotPlace next = to == rows ? null : place.at(1, 1, to, 1);
    return new SnapshotPage(
        IntStream.range(from, to).mapToObj(i -> row(place.position(), 1001 + i)).toList(), next);
  }

  private void ask() {
    if (away) {
      throw new DatabaseUnavailableException(new SQLException("connection refused"));
    }
  }

  private static Change row(Position at, int id) {
    Row row = new Row("{\"id\":" + id + "}");
    return new Change(
        at,
        "t",
        null,
        "public.t",
        Operation.SNAPSHOT,
        row,
        null,
        row,
        List.of(),
        "0",
        false,
        Instant.EPOCH);
  }
}
