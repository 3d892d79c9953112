package dev.carillon.stream;

import dev.carillon.change.History;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads pages of the log for those whose cursor the ring no longer reaches: two at a time in the
 * order they were asked for, so that any number of them leaves the database free for others, and
 * the same page once for many. Thread-safe.
 */
@Singleton
public class Replayer {
  private static final int THREADS = 2;
  private static final int PAGE_CHANGES = 500;
  private static final long PAGE_BYTES = 256 << 10;
  private static final int PAGES_KEPT = 32;

  private final History history;
  private final ExecutorService readers;

  /**
   * A page becomes wrong only where the log forks: then all are forgotten. The newest may become
   * incomplete; its reader then asks on.
   */
  private final Map<Position, CompletableFuture<List<Entry>>> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Position, CompletableFuture<List<Entry>>> eldest) {
          return size() > PAGES_KEPT;
        }
      };

  private volatile int forgotten;

  @Inject
  Replayer(History history, ManagedThreadFactory threads) {
    this.history = history;
    this.readers =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread reader = threads.newThread(work);
              reader.setName("carillon-replayer");
              return reader;
            });
  }

  @PreDestroy
  void stop() {
    readers.shutdownNow();
  }

  /** The page after a position. Fails as {@link History#read} does. */
  CompletableFuture<List<Entry>> pageAfter(Position after) {
    synchronized (pages) {
      CompletableFuture<List<Entry>> page = pages.get(after);
      if (page == null || page.isCompletedExceptionally()) {
        page = CompletableFuture.supplyAsync(() -> read(after), readers);
        pages.put(after, page);
      }
      return page;
    }
  }

  /**
   * Forgets all pages, those too that are being read: what follows a place may be another by now.
   */
  void forget() {
    synchronized (pages) {
      forgotten++;
      pages.clear();
    }
  }

  private List<Entry> read(Position after) {
    Page page;
    int begun;
    do {
      begun = forgotten;
      page = history.read(after, PAGE_CHANGES, PAGE_BYTES);
    } while (begun != forgotten);
    return page.changes().stream().map(Entry::new).toList();
  }
}
