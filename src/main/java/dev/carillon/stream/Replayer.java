package dev.carillon.stream;

import dev.carillon.change.History;
import dev.carillon.change.Position;
import dev.carillon.stream.PageQueue.Request;
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
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of the log for those whose cursor the ring no longer reaches: two at a time, so that
 * any number of them leaves the database free for others, and the same page once for many.
 * Thread-safe.
 */
@Singleton
public class Replayer {
  private static final int THREADS = 2;

  /** Pages end at multiples of this: whoever begins anywhere shares them from the second on. */
  private static final int PAGE_CHANGES = 500;

  private static final long PAGE_BYTES = 256 << 10;
  private static final long KEPT_BYTES = 32 << 20;

  private final History history;
  private final ExecutorService readers;
  private final PageQueue queue = new PageQueue();
  private final Map<Position, Request> reading = new HashMap<>();

  /** A page becomes wrong only where the log forks: then all are forgotten. */
  private final PageCache pages = new PageCache(KEPT_BYTES);

  @Inject
  Replayer(History history, ManagedThreadFactory threads) {
    this.history = history;
    this.readers =
        Executors.newFixedThreadPool(THREADS, new NamedThreads(threads, "carillon-replayer"));
  }

  @PreDestroy
  void stop() {
    readers.shutdownNow();
  }

  /** What follows a position, as far as it is at hand; null if it must be read. */
  synchronized @Nullable List<Entry> atHand(Position after) {
    return pages.after(after);
  }

  /** Reads what follows a position, a page at most. Fails as {@link History#read} does. */
  synchronized CompletableFuture<List<Entry>> pageAfter(Position after) {
    Request request = reading.getOrDefault(after, queue.find(after));
    if (request == null) {
      request = new Request(after, new CompletableFuture<>());
      try {
        readers.execute(this::readNext);
        queue.add(request);
      } catch (RejectedExecutionException stopping) {
        request.page().completeExceptionally(stopping);
      }
    }
    return request.page();
  }

  /**
   * Forgets all pages, those too that are being read: what follows a place may be another by now.
   */
  synchronized void forget() {
    pages.clear();
    reading.clear();
  }

  private void readNext() {
    Request request;
    List<Entry> page;
    synchronized (this) {
      request = queue.next();
      if (request == null) {
        return;
      }
      page = pages.after(request.after()); // perhaps it was read meanwhile
      if (page == null) {
        reading.put(request.after(), request);
      }
    }
    if (page == null) {
      read(request);
    } else {
      request.page().complete(page);
    }
  }

  private void read(Request request) {
    try {
      List<Entry> page = read(request.after());
      if (keep(request, page)) {
        request.page().complete(page);
      } else {
        request.page().cancel(false);
      }
    } catch (RuntimeException | Error e) { // whoever waits must hear of it, whatever it is
      keep(request, List.of());
      request.page().completeExceptionally(e);
    }
  }

  /** Whether the page is still that of its position. */
  private synchronized boolean keep(Request request, List<Entry> page) {
    boolean current = reading.remove(request.after(), request);
    if (current && !page.isEmpty()) {
      pages.put(request.after(), page);
    }
    return current;
  }

  private List<Entry> read(Position after) {
    int most = PAGE_CHANGES - (int) (after.n() % PAGE_CHANGES);
    return history.read(after, most, PAGE_BYTES).changes().stream().map(Entry::new).toList();
  }
}
