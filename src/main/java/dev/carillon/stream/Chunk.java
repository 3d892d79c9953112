package dev.carillon.stream;

import dev.carillon.change.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one write carries: whole frames in order. Made by the dispatcher and shared by all
 * subscribers at the same place.
 */
public final class Chunk {
  private final List<String> frames;
  private final @Nullable Position end;
  private byte @Nullable [] bytes;

  Chunk(List<String> frames, @Nullable Position end) {
    this.frames = frames;
    this.end = end;
  }

  /** The frames, for a transport that sends them one by one. */
  public List<String> frames() {
    return frames;
  }

  /**
   * The frames as one run of UTF-8, for a transport that does not. Shared: not to be changed. The
   * dispatcher's thread only.
   */
  public byte[] bytes() {
    byte[] joined = bytes;
    if (joined == null) {
      joined = String.join("", frames).getBytes(StandardCharsets.UTF_8);
      bytes = joined;
    }
    return joined;
  }

  /**
   * Up to where a subscriber has everything once it has this; null if the frames have no place in
   * the log.
   */
  public @Nullable Position end() {
    return end;
  }
}
