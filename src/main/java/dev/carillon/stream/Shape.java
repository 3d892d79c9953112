package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things look on the wire. A change is encoded once per distinct shape, however many
 * subscribers share it, so a shape must be immutable and equal to its like.
 */
public interface Shape {
  /** The frame of one change, cut down to what its subscriber sees of it. */
  String change(Change change, Moved moved);

  /**
   * The frame that tells a client what it can't be given, and where it goes on; null if this shape
   * has none: then it is closed.
   *
   * @param resumable whether it may come back with that position; not if it is given a snapshot
   *     first
   */
  @Nullable String reset(ResetReason reason, Position position, boolean resumable);

  /** The frame that shows an idle client that all is well, and up to where it has everything. */
  String heartbeat(Position position);

  /** A frame that means nothing, to be written before a heartbeat; empty if there is none. */
  default String knock() {
    return "";
  }

  /** The frame behind a page of a snapshot's rows, where it has more; empty if there is none. */
  default String snapshotPart(SnapshotPlace next) {
    return "";
  }

  /** The frame behind the last row of a snapshot, which is of this position; empty if none is. */
  default String snapshotEnd(List<TopicSelector> topics, Position position) {
    return "";
  }

  /** The frame of a raw notification. */
  String notification(Notification notification);
}
