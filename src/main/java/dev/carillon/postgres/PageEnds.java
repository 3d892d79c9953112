package dev.carillon.postgres;

import dev.carillon.change.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in the log the changes stand that pages ended at amid a transaction: reading on is then a
 * range, not a count of all rows before. Thread-safe.
 */
final class PageEnds {
  private static final int REMEMBERED = 1024;

  private final Map<Position, String> lsns =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Position, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Null if it is not remembered. */
  synchronized @Nullable String lsn(Position end) {
    return lsns.get(end);
  }

  synchronized void remember(Position end, String lsn) {
    lsns.put(end, lsn);
  }
}
