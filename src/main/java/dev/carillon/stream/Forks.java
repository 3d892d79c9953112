package dev.carillon.stream;

import dev.carillon.change.Position;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where this node has seen epochs begin: by that it knows a place in a future that was lost, with
 * whichever server or cache it comes from. Not thread-safe.
 */
final class Forks {
  private final NavigableMap<Integer, Long> firsts = new TreeMap<>();

  /** The log is another one from here on. */
  void open(Position position) {
    firsts.clear();
    firsts.put(position.epoch(), position.n() + 1); // or earlier, which the database knows
  }

  /** The log has gone over into another epoch with this change. */
  void cross(Position first) {
    firsts.put(first.epoch(), first.n());
  }

  /** Whether what had this place is lost: the number was given again in a later epoch. */
  boolean lost(Position position) {
    Map.Entry<Integer, Long> next = firsts.higherEntry(position.epoch());
    return next != null && position.n() >= next.getValue();
  }
}
