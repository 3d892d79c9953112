package dev.carillon.durable;

import dev.carillon.change.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this node's listener was told since it began, as far as one observer cares: where it knows
 * that nothing is wanted, nothing need be read. Written by the listener's thread, read by any.
 */
final class Horizon {
  private volatile @Nullable Position opened;
  private volatile @Nullable Position wanted;
  private volatile @Nullable Position seen;

  /** The changes after this position follow. */
  void opened(Position position) {
    seen = null; // first: or the old would be taken for what follows the new
    wanted = null;
    opened = position;
  }

  /** The next change. */
  void changed(Position position, boolean isWanted) {
    if (isWanted) {
      wanted = position; // before it is seen: or somebody would pass it in between
    }
    seen = position;
  }

  /** How far nothing is wanted after a place; empty if that is not known, or no way at all. */
  Optional<Position> clearAfter(Position place) {
    Position to = seen;
    Position from = opened;
    Position last = wanted;
    if (to == null || from == null || place.isBefore(from) || !place.isBefore(to)) {
      return Optional.empty();
    }
    return last == null || !place.isBefore(last) ? Optional.of(to) : Optional.empty();
  }
}
