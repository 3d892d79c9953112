package dev.carillon.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Frames without a place in the log, such as answers and raw notifications, that wait for a client:
 * bounded. One thread's.
 */
final class Outbox {
  private static final int MOST_FRAMES = 1024;
  private static final int MOST_CHARACTERS = 1 << 20;
  private final List<String> frames = new ArrayList<>();
  private int characters;

  /**
   * Takes a frame in; false if the client is too far behind. One frame always fits, however large.
   */
  boolean offer(String frame) {
    if (frames.size() >= MOST_FRAMES
        || (!frames.isEmpty() && characters + frame.length() > MOST_CHARACTERS)) {
      return false;
    }
    characters += frame.length();
    return frames.add(frame);
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** All that waits, in one write; then nothing does. */
  Chunk take() {
    Chunk all = new Chunk(List.copyOf(frames), null);
    clear();
    return all;
  }

  void clear() {
    frames.clear();
    characters = 0;
  }
}
