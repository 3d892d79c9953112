package dev.carillon.change;

import java.util.List;

/**
 * Consecutive changes out of the log.
 *
 * @param after the position asked for
 * @param changes what follows it, without a hole; empty: nothing does
 */
public record Page(Position after, List<Change> changes) {
  /** The position to read on from. */
  public Position end() {
    return changes.isEmpty() ? after : changes.get(changes.size() - 1).position();
  }
}
