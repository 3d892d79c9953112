package dev.carillon.stream;

import dev.carillon.change.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Pages that are waited for. By turns it is that of whoever has waited longest, so that nobody
 * starves, and that of whoever is furthest behind, who so catches up with the next, and the two
 * share every page from then on: a crowd spread over the log becomes a convoy. One thread at a
 * time.
 */
final class PageQueue {
  /** A page to be read. */
  record Request(Position after, CompletableFuture<List<Entry>> page) {}

  private final Map<Position, Request> waiting = new LinkedHashMap<>(); // in the order of asking
  private boolean furthestBehind;

  /** The request for a position, if there is one already. */
  @Nullable Request find(Position after) {
    return waiting.get(after);
  }

  void add(Request request) {
    waiting.put(request.after(), request);
  }

  /** Takes the next out; null if nobody waits. */
  @Nullable Request next() {
    if (waiting.isEmpty()) {
      return null;
    }
    furthestBehind = !furthestBehind;
    return waiting.remove(
        furthestBehind ? Collections.min(waiting.keySet()) : waiting.keySet().iterator().next());
  }
}
