package dev.carillon.stream;

import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;

/** What a change looks like; of all else a client is told nothing. */
interface ChangesOnly extends Shape {
  @Override
  default String reset(ResetReason reason, Position position, boolean resumable) {
    return "";
  }

  @Override
  default String heartbeat(Position position) {
    return "";
  }

  @Override
  default String notification(Notification notification) {
    return "";
  }
}
