package dev.carillon.stream;

import dev.carillon.change.Change;

/**
 * How one change looks to one interest.
 *
 * @param selection the first that shows it: its view counts
 */
record Sight(Selection selection, Moved moved) {
  /** The change as it is shown: under a topic that was asked for, and with no more than was. */
  Change of(Change change) {
    String left = change.leftTopic();
    return selection.view().of(left != null && isUnderLeft(change) ? change.under(left) : change);
  }

  /** Whether it is shown under the topic that it took its row out of. */
  boolean isUnderLeft(Change change) {
    return moved == Moved.OUT && change.leftTopic() != null && !selection.topic().matches(change);
  }
}
