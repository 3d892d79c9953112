package dev.carillon.stream;

import dev.carillon.change.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private record Place(Interest interest, Shape shape, Position cursor, long last, int room) {}

  private final Map<Place, Chunk> chunks = new HashMap<>();

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
        new Place(interest, shape, cursor, last, room), place -> encode(place, entries));
  }

  private static Chunk encode(Place place, List<Entry> entries) {
    List<String> frames = new ArrayList<>();
    Position end = place.cursor();
    int bytes = 0;
    for (Entry entry : entries) {
      if (entry.position().n() > place.last()
          || bytes >= CHUNK_BYTES
          || frames.size() >= place.room()) {
        break;
      }
      if (place.interest().matches(entry.change())) {
        String frame = entry.frame(place.shape());
        frames.add(frame);
        bytes += frame.length();
      }
      end = entry.position();
    }
    return new Chunk(frames, end);
  }
}
