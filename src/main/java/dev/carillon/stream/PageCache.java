package dev.carillon.stream;

import dev.carillon.change.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pages that were read from the log, found by any place in them: bounded in bytes, and the one not
 * used for longest goes first. One thread at a time.
 */
final class PageCache {
  private static final class Kept {
    private final List<Entry> page;
    private final long weight;
    private long usedAt;

    Kept(List<Entry> page) {
      this.page = page;
      this.weight = page.stream().mapToLong(Entry::weight).sum();
    }
  }

  private final TreeMap<Position, Kept> pages = new TreeMap<>();
  private final long maxBytes;
  private long bytes;
  private long uses;

  PageCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** What follows a position, as far as a page goes; null if none goes beyond it. */
  @Nullable List<Entry> after(Position position) {
    Map.Entry<Position, Kept> found = pages.floorEntry(position);
    if (found == null) {
      return null;
    }
    found.getValue().usedAt = ++uses;
    return rest(found.getValue().page, position);
  }

  /** What follows a position in a page; null if nothing does. */
  static @Nullable List<Entry> rest(List<Entry> page, Position position) {
    if (page.isEmpty()) {
      return null;
    }
    long passed = position.n() + 1 - page.get(0).position().n();
    return passed >= 0 && passed < page.size() ? page.subList((int) passed, page.size()) : null;
  }

  /** Keeps the page after a position, however large, in the place of others. */
  void put(Position after, List<Entry> page) {
    Kept kept = new Kept(page);
    kept.usedAt = ++uses;
    forget(pages.put(after, kept));
    bytes += kept.weight;
    while (bytes > maxBytes && pages.size() > 1) {
      forget(pages.remove(longestUnused()));
    }
  }

  void clear() {
    pages.clear();
    bytes = 0;
  }

  private Position longestUnused() {
    return pages.entrySet().stream()
        .min(Comparator.comparingLong(entry -> entry.getValue().usedAt))
        .orElseThrow()
        .getKey();
  }

  private void forget(@Nullable Kept kept) {
    bytes -= kept == null ? 0 : kept.weight;
  }
}
