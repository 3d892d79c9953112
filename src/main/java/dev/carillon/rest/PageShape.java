package dev.carillon.rest;

import dev.carillon.change.Change;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.stream.ChangeJson;
import dev.carillon.stream.Moved;
import dev.carillon.stream.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How changes look in a page: as elements of a JSON array. There is nothing else in it. */
enum PageShape implements Shape {
  CHANGE;

  @Override
  public String change(Change change, Moved moved) {
    return ChangeJson.of(change, moved);
  }

  @Override
  public @Nullable String reset(ResetReason reason, Position position, boolean resumable) {
    return null;
  }

  @Override
  public String heartbeat(Position position) {
    return "";
  }

  @Override
  public String notification(Notification notification) {
    return "";
  }

  /**
   * A whole page.
   *
   * @param reached where it ends: a position, or a place in a snapshot that has more
   * @param newest where the log stands; null as long as it is not known
   */
  static String page(List<String> changes, Object reached, @Nullable Position newest) {
    boolean more = !(reached instanceof Position end) || (newest != null && end.isBefore(newest));
    return "{\"changes\":[%s],\"position\":\"%s\",\"more\":%b}"
        .formatted(String.join(",", changes), reached, more);
  }
}
