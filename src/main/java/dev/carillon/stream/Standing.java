package dev.carillon.stream;

import dev.carillon.change.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things stood with a subscriber at one moment.
 *
 * @param follows what it is given
 * @param cursor up to where it has everything of that; null before the log is known
 * @param inSnapshot whether it is given a snapshot first
 */
record Standing(List<Followed> follows, @Nullable Position cursor, boolean inSnapshot) {
  /**
   * A selection that is followed.
   *
   * @param after the number of the position that it began after; null: its snapshot is not complete
   */
  record Followed(Selection selection, @Nullable Long after) {}
}
