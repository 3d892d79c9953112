package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Row;
import dev.carillon.change.TopicSelector;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: which changes, and how they are shown. Immutable; equal ones share their bytes.
 *
 * @param ops what is told, of the rows that the filter lets through; what concerns the whole table
 *     passes any filter
 */
public record Selection(
    TopicSelector topic, Filter filter, Set<Operation> ops, Policy policy, View view) {

  /** Every change of a topic, whole. */
  public static Selection of(TopicSelector topic) {
    return new Selection(
        topic, Filter.ALL, EnumSet.allOf(Operation.class), Policy.EVERY, View.WHOLE);
  }

  /** Whether the row that a change leaves is in view; of a delete, the row that was. */
  boolean shows(Change change) {
    return ops.contains(change.op())
        && topic.matches(change)
        && (change.op().isOfTable() || passes(change.row()));
  }

  /** Whether the row that an update found was in view; of all else the same as {@link #shows}. */
  boolean showed(Change change) {
    if (change.op() != Operation.UPDATE) {
      return shows(change);
    }
    return ops.contains(Operation.UPDATE)
        && (change.leftTopic() == null ? topic.matches(change) : topic.matchesLeft(change))
        && passes(change.oldRow());
  }

  private boolean passes(@Nullable Row row) {
    return row != null && filter.matches(row);
  }
}
