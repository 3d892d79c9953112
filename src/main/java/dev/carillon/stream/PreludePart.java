package dev.carillon.stream;

import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What some selections see of one snapshot, and how far that is read. One thread's. */
final class PreludePart {
  private final Interest interest;
  private @Nullable SnapshotPlace place;

  /**
   * @param place where to read on; null: the snapshot has yet to begin
   */
  PreludePart(List<Selection> selections, @Nullable SnapshotPlace place) {
    this.interest = Interest.in(selections);
    this.place = place;
  }

  List<Selection> selections() {
    return interest.selections();
  }

  List<TopicSelector> topics() {
    return selections().stream().map(Selection::topic).toList();
  }

  @Nullable SnapshotPlace place() {
    return place;
  }

  void begin(SnapshotPlace begun) {
    place = begun;
  }

  /** A page as it is written; a chunk with an end in the log is the last. */
  Chunk write(SnapshotReader.Rows rows, Shape shape) {
    List<String> frames = new ArrayList<>();
    for (Entry entry : rows.entries()) {
      Sight sight = interest.see(entry.change());
      if (sight != null) {
        frames.add(entry.frame(shape, sight));
      }
    }
    SnapshotPlace read = Objects.requireNonNull(place, "a page was read from nowhere");
    SnapshotPlace next = rows.page().next();
    String sign =
        next == null ? shape.snapshotEnd(topics(), read.position()) : shape.snapshotPart(next);
    if (!sign.isEmpty()) {
      frames.add(sign);
    }
    if (next == null) {
      return new Chunk(frames, read.position());
    }
    place = next;
    return Chunk.ofSnapshot(frames, next);
  }
}
