package dev.carillon.stream;

import dev.carillon.change.Position;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One round over the subscribers. Those at the same cursor with the same interest and shape share
 * one chunk, so its cost is that of one. The dispatcher's thread only.
 */
final class Pass {
  /**
   * A write carries about so much: enough that its own cost does not count, little enough that all
   * get their turn.
   */
  private static final int CHUNK_BYTES = 65536;

  /** Entries looked through at one go, so that a narrow interest does not hold up the others. */
  private static final int ENTRIES_AT_ONCE = 1024;

  private record Place(Interest interest, Shape shape, Position cursor, long last, int room) {}

  private final Map<Position, List<Entry>> following = new HashMap<>();
  private final Map<Place, Chunk> chunks = new HashMap<>();
  private final Map<Position, Window> windows = new HashMap<>();

  /**
   * What the ring has after a cursor, asked for once: what comes amid a pass belongs to the next.
   *
   * @return null if the ring no longer holds it
   */
  @Nullable List<Entry> after(Position cursor, Tail tail) {
    List<Entry> known = following.get(cursor);
    if (known == null) {
      known = tail.after(cursor.n(), ENTRIES_AT_ONCE);
      if (known != null) {
        following.put(cursor, known);
      }
    }
    return known;
  }

  /**
   * What a subscriber is to get next.
   *
   * @param cursor it has everything up to here
   * @param last number of the last change that this cursor delivers
   * @param entries what follows the cursor, at least one
   */
  Chunk chunk(
      Interest interest, Shape shape, Position cursor, long last, int room, List<Entry> entries) {
    return chunks.computeIfAbsent(
        new Place(interest, shape, cursor, last, room),
        place -> encode(place, windows.computeIfAbsent(cursor, c -> new Window(entries))));
  }

  private static Chunk encode(Place place, Window window) {
    List<Entry> entries = window.entries();
    int size = upTo(place.last(), entries);
    BitSet candidates = window.candidates(place.interest());
    Superseded superseded = new Superseded(place.interest(), entries, candidates, size);
    List<String> frames = new ArrayList<>();
    Position end = place.cursor();
    int bytes = 0;
    for (int i = candidates.nextSetBit(0); i >= 0 && i < size; i = candidates.nextSetBit(i + 1)) {
      if (bytes >= CHUNK_BYTES || frames.size() >= place.room()) {
        return new Chunk(frames, end);
      }
      Entry entry = entries.get(i);
      Sight sight = place.interest().see(entry.change());
      if (sight != null && !superseded.has(i)) {
        String frame = entry.frame(place.shape(), sight);
        frames.add(frame);
        bytes += frame.length();
      }
      end = entry.position();
    }
    return new Chunk(frames, size == 0 ? end : entries.get(size - 1).position());
  }

  /** How many of the entries have no higher number. */
  private static int upTo(long last, List<Entry> entries) {
    int size = entries.size();
    while (size > 0 && entries.get(size - 1).position().n() > last) {
      size--;
    }
    return size;
  }
}
