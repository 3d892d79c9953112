package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ring of the newest changes, one for all subscribers: bounded in changes and in bytes. The
 * listener's thread appends, the dispatcher reads; thread-safe.
 */
final class Tail {
  private final @Nullable Entry[] ring;
  private final long maxBytes;
  private final Forks forks = new Forks();
  private @Nullable Position newest;
  private long first = 1; // number of the oldest change held; newest + 1 if none is
  private long bytes;
  private int openings;

  Tail(int maxChanges, long maxBytes) {
    this.ring = new Entry[maxChanges];
    this.maxBytes = maxBytes;
  }

  /**
   * Empties the ring: what follows comes after this position, and does not continue what was there.
   */
  synchronized void open(Position position) {
    forks.open(position);
    beginAfter(position);
    openings++;
  }

  /**
   * Empties the ring and goes on further on in the same log; false if it is another epoch's there.
   */
  synchronized boolean skipTo(Position position) {
    if (newest == null || position.epoch() != newest.epoch()) {
      return false;
    }
    beginAfter(position);
    return true;
  }

  /**
   * Takes in the next change; whether an epoch begins with it. After a hole, such as one that a
   * lack of memory left, the ring begins anew: whoever stands before it reads the log.
   */
  synchronized boolean append(Change change) {
    long n = change.position().n();
    if (newest == null || n <= newest.n()) {
      throw new IllegalStateException("change " + change.position() + " must follow " + newest);
    }
    if (n > newest.n() + 1) {
      beginAfter(new Position(newest.epoch(), n - 1));
    }
    boolean crossed = change.position().epoch() != newest.epoch();
    if (crossed) {
      forks.cross(change.position());
    }
    Entry entry = new Entry(change);
    if (n - first == ring.length) {
      dropOldest();
    }
    ring[slot(n)] = entry;
    newest = change.position();
    bytes += entry.weight();
    while (bytes > maxBytes && first < n) {
      dropOldest();
    }
    return crossed;
  }

  /** A place that was found before the last of them may mean another change by now. */
  synchronized int openings() {
    return openings;
  }

  /** Where the log stands; null before {@link #open}. */
  synchronized @Nullable Position newest() {
    return newest;
  }

  /** Whether everything after this number is held. */
  synchronized boolean holdsAllAfter(long n) {
    return n + 1 >= first;
  }

  /**
   * The entries after this number, oldest first, at most so many; null if the ring no longer holds
   * all of them.
   */
  synchronized @Nullable List<Entry> after(long n, int most) {
    if (n + 1 < first) {
      return null;
    }
    long last = newest == null ? n : Math.min(newest.n(), n + most);
    List<Entry> entries = new ArrayList<>((int) Math.max(0, last - n));
    for (long i = n + 1; i <= last; i++) {
      Entry entry = ring[slot(i)];
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** Whether a place is in a future that was lost. */
  synchronized boolean lost(Position position) {
    return forks.lost(position);
  }

  /** Whether this node's log has got there, and it is in no future that was lost. */
  synchronized boolean has(Position position) {
    return newest != null
        && position.epoch() <= newest.epoch()
        && position.n() <= newest.n()
        && !forks.lost(position);
  }

  /** Changes held. */
  synchronized long size() {
    return newest == null ? 0 : newest.n() + 1 - first;
  }

  synchronized long bytes() {
    return bytes;
  }

  private void beginAfter(Position position) {
    Arrays.fill(ring, null);
    newest = position;
    first = position.n() + 1;
    bytes = 0;
  }

  private void dropOldest() {
    int slot = slot(first++);
    Entry oldest = ring[slot];
    bytes -= oldest == null ? 0 : oldest.weight();
    ring[slot] = null;
  }

  private int slot(long n) {
    return (int) (n % ring.length);
  }
}
