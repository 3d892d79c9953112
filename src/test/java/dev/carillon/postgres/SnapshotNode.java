package dev.carillon.postgres;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.SnapshotPage;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import dev.carillon.config.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** Snapshots without a container, as one node has them; its clock goes when it is told to. */
final class SnapshotNode implements AutoCloseable {
  static final long PLENTY = 1 << 30;

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final SnapshotKeepers keepers;
  private final PooledSnapshots snapshots;
  private volatile Instant now = Instant.EPOCH;

  /**
   * @param values names and values of settings by turns
   */
  SnapshotNode(TestDatabase database, String... values) {
    Settings settings = TestNode.settings(database, values);
    Status status = new Status(new Node(), settings);
    keepers = new SnapshotKeepers(settings, status, clock(), executor);
    PGSimpleDataSource pool = new PGSimpleDataSource();
    settings.jdbcUrl().ifPresent(pool::setURL);
    snapshots = new PooledSnapshots(pool, keepers, new ChangeLog(new WatchCatalog(pool)), status);
  }

  SnapshotPlace begin(String... topics) {
    return snapshots.begin(selectors(topics));
  }

  SnapshotPage read(SnapshotPlace place, int maxRows, long maxBytes, String... topics) {
    return snapshots.read(place, selectors(topics), maxRows, maxBytes);
  }

  /** All rows after a place, in pages of this many. */
  List<Change> all(SnapshotPlace start, int maxRows, String... topics) {
    List<Change> rows = new ArrayList<>();
    for (SnapshotPlace place = start; place != null; ) {
      SnapshotPage page = read(place, maxRows, PLENTY, topics);
      rows.addAll(page.rows());
      place = page.next();
    }
    return rows;
  }

  /** The rows that these topics have now, each as its JSON. */
  List<String> rows(int maxRows, String... topics) {
    pass(Duration.ofSeconds(1)); // no snapshot of a moment ago
    return all(begin(topics), maxRows, topics).stream()
        .map(row -> String.valueOf(row.newRow()))
        .toList();
  }

  void pass(Duration time) {
    now = now.plus(time);
    keepers.sweep();
  }

  /** The listener has found another log. */
  void opened(LogOpened log) {
    keepers.opened(log);
  }

  @Override
  public void close() {
    keepers.close();
    executor.shutdownNow();
  }

  private static List<TopicSelector> selectors(String... topics) {
    return Stream.of(topics).map(TopicSelector::parse).toList();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }
}
