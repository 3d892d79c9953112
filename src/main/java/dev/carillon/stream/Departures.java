package dev.carillon.stream;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the subscribers that left last, for those who ask why one got no more. Thread-safe. */
final class Departures {
  /** How one left, and how things stood with it. */
  record Departure(Standing standing, CloseReason reason, Instant at) {}

  private static final int KEPT = 1000;

  private final Map<String, Departure> last = new LinkedHashMap<>();

  synchronized void add(String id, Departure departure) {
    last.put(id, departure);
    if (last.size() > KEPT) {
      last.remove(last.keySet().iterator().next());
    }
  }

  synchronized @Nullable Departure find(String id) {
    return last.get(id);
  }
}
