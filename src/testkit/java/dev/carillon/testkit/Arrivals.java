package dev.carillon.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What came by one stream, and who waits for it. Thread-safe. */
final class Arrivals {
  private final List<SeenChange> seen = new ArrayList<>();
  private final List<SeenChange> untaken = new ArrayList<>();
  private boolean ready;
  private @Nullable String end;

  synchronized List<SeenChange> seen() {
    return List.copyOf(seen);
  }

  /** Those that met no expectation yet. */
  synchronized List<SeenChange> untaken() {
    return List.copyOf(untaken);
  }

  /** Why nothing more comes; empty while something may. */
  synchronized Optional<String> end() {
    return Optional.ofNullable(end);
  }

  /** Whether the server says in time that it is ready. */
  boolean isReady(Duration patience) {
    return await(() -> ready ? Boolean.TRUE : null, patience) != null;
  }

  /** The first that fits, which is nobody else's then; null if none has come in time. */
  @Nullable SeenChange take(Predicate<SeenChange> fits, Duration patience) {
    return await(() -> find(fits), patience);
  }

  /** An event of the stream; one without a type is a change. */
  synchronized void add(String type, String data) {
    switch (type) {
      case "" -> {
        SeenChange change = SeenChange.of(data);
        seen.add(change);
        untaken.add(change);
      }
      case "ready" -> ready = true;
      case "reset", "bye" -> finish("the server said " + type + ": " + data);
      default -> {
        return; // of a snapshot, say
      }
    }
    notifyAll();
  }

  /** There will be nothing more; the first reason counts. */
  synchronized void finish(String reason) {
    end = end == null ? reason : end;
    notifyAll();
  }

  private @Nullable SeenChange find(Predicate<SeenChange> fits) {
    for (SeenChange change : untaken) {
      if (fits.test(change)) {
        untaken.remove(change);
        return change;
      }
    }
    return null;
  }

  /** Asks at each piece of news; null once there is no more of it in time. */
  private synchronized <T> @Nullable T await(Supplier<@Nullable T> answer, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    T found = answer.get();
    for (long left = left(deadline);
        found == null && end == null && left > 0;
        left = left(deadline)) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for changes", e);
      }
      found = answer.get();
    }
    return found;
  }

  /** In milliseconds. */
  private static long left(long deadline) {
    return (deadline - System.nanoTime() + 999_999) / 1_000_000;
  }
}
