package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.SnapshotPlace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one write carries: whole frames in order. Made by the dispatcher and shared by all
 * subscribers at the same place.
 */
public final class Chunk {
  private final List<String> frames;
  private final @Nullable Position end;
  private final @Nullable SnapshotPlace place;
  private byte @Nullable [] bytes;
  private @Nullable Object encoded;

  Chunk(List<String> frames, @Nullable Position end) {
    this(frames, end, null);
  }

  private Chunk(List<String> frames, @Nullable Position end, @Nullable SnapshotPlace place) {
    this.frames = frames;
    this.end = end;
    this.place = place;
  }

  /** Rows of a snapshot that has more of them. */
  static Chunk ofSnapshot(List<String> frames, SnapshotPlace next) {
    return new Chunk(frames, null, next);
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
   * The frames in a form that a transport needs, made when first asked for. All who share a chunk
   * have the same shape, so they ask for the same. The dispatcher's thread only.
   */
  public <T> T as(Class<T> form, Function<List<String>, T> encoding) {
    if (!form.isInstance(encoded)) {
      encoded = encoding.apply(frames);
    }
    return form.cast(encoded);
  }

  /**
   * Up to where a subscriber has everything once it has this; null if the frames have no place in
   * the log.
   */
  public @Nullable Position end() {
    return end;
  }

  /** Tells an outlet how far it has come without anything to write. */
  void passBy(Outlet outlet) {
    if (end != null) {
      outlet.passed(end);
    } else if (place != null) {
      outlet.passed(place);
    }
  }

  /** Where a snapshot goes on; null if the frames are none of its, or its last. */
  public @Nullable SnapshotPlace place() {
    return place;
  }
}
