package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import org.jspecify.annotations.Nullable;

/**
 * How things look on the wire. A change is encoded once per distinct shape, however many
 * subscribers share it, so a shape must be immutable and equal to its like.
 */
public interface Shape {
  /** The frame of one change. */
  String change(Change change);

  /**
   * The frame that tells a client what it can't be given, and where it goes on; null if this shape
   * has none: then it is closed.
   */
  @Nullable String reset(ResetReason reason, Position position);

  /** The frame that shows an idle client that all is well, and up to where it has everything. */
  String heartbeat(Position position);

  /** A frame that means nothing, to be written before a heartbeat; empty if there is none. */
  default String knock() {
    return "";
  }

  /** The frame of a raw notification. */
  String notification(Notification notification);
}
