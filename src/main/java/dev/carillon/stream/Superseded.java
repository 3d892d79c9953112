package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Row;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a subscriber need not be given, since a newer one of the same row is waiting for
 * it: {@link Policy#LATEST}.
 */
final class Superseded {
  private record RowOf(String table, Row key) {}

  private final BitSet superseded = new BitSet();

  /**
   * @param candidates those of the entries that the interest may see
   * @param size so many of the entries count
   */
  Superseded(Interest interest, List<Entry> entries, BitSet candidates, int size) {
    if (!interest.skips() || size == 0) {
      return;
    }
    Set<RowOf> newer = new HashSet<>();
    for (int i = candidates.previousSetBit(size - 1);
        i >= 0;
        i = candidates.previousSetBit(i - 1)) {
      Change change = entries.get(i).change();
      Row key = change.key();
      Sight sight = key == null ? null : interest.see(change);
      if (key != null && sight != null) {
        boolean known = !newer.add(new RowOf(change.table(), key));
        boolean skips = sight.selection().policy() == Policy.LATEST && keepsItsKey(change, key);
        superseded.set(i, known && skips);
      }
    }
  }

  boolean has(int entry) {
    return superseded.get(entry);
  }

  /** A change that renames its row is the only one to tell that there is none of the old name. */
  private static boolean keepsItsKey(Change change, Row key) {
    @Nullable Row old = change.oldRow();
    return old == null
        || change.newRow() == null
        || old.only(List.copyOf(key.columns().keySet())).equals(key);
  }
}
