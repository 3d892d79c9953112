package dev.carillon.stream;

import dev.carillon.change.SnapshotPage;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.Snapshots;
import dev.carillon.change.TopicSelector;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Reads snapshots for subscribers: two pages at a time, so that any number of them leaves the
 * database free for others, and the same page once for all who wait for it. Thread-safe.
 */
@Singleton
public class SnapshotReader {
  private static final int THREADS = 2;
  private static final int PAGE_ROWS = 500;
  private static final long PAGE_BYTES = 256 << 10;

  /** What many may ask for at once. */
  private record Wanted(SnapshotPlace place, List<TopicSelector> topics, int rows) {}

  /** A page with what its rows look like once somebody has asked. */
  record Rows(List<Entry> entries, SnapshotPage page) {}

  private final Snapshots snapshots;
  private final ExecutorService readers;
  private final Map<Wanted, CompletableFuture<Rows>> reading = new HashMap<>();

  @Inject
  SnapshotReader(Snapshots snapshots, ManagedThreadFactory threads) {
    this.snapshots = snapshots;
    this.readers =
        Executors.newFixedThreadPool(THREADS, new NamedThreads(threads, "carillon-snapshots"));
  }

  @PreDestroy
  void stop() {
    readers.shutdownNow();
  }

  /** Begins a snapshot in the caller's thread; fails as {@link Snapshots#begin} does. */
  SnapshotPlace begin(List<TopicSelector> topics) {
    return snapshots.begin(topics);
  }

  /** Begins a snapshot soon. */
  CompletableFuture<SnapshotPlace> beginSoon(List<TopicSelector> topics) {
    return supply(() -> snapshots.begin(topics));
  }

  /** Reads a page of at most so many rows; fails as {@link Snapshots#read} does. */
  synchronized CompletableFuture<Rows> page(
      SnapshotPlace place, List<TopicSelector> topics, int most) {
    Wanted wanted = new Wanted(place, topics, Math.min(most, PAGE_ROWS));
    CompletableFuture<Rows> known = reading.get(wanted);
    if (known != null) {
      return known;
    }
    CompletableFuture<Rows> page = supply(() -> read(wanted));
    reading.put(wanted, page);
    var unused = page.whenComplete((rows, failure) -> forget(wanted));
    return page;
  }

  private synchronized void forget(Wanted wanted) {
    reading.remove(wanted);
  }

  private Rows read(Wanted wanted) {
    SnapshotPage page = snapshots.read(wanted.place(), wanted.topics(), wanted.rows(), PAGE_BYTES);
    return new Rows(page.rows().stream().map(Entry::new).toList(), page);
  }

  private <T> CompletableFuture<T> supply(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, readers);
  }
}
