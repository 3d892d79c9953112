package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.TopicSelector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cursor looks for. Subscribers with equal interests at the same place share their bytes.
 *
 * @param selections any of these
 * @param elsewhere but nothing that another cursor of the same subscriber delivers
 */
record Interest(List<Selection> selections, List<Since> elsewhere) {
  /** A selection whose changes after a number, up to another, are delivered. */
  record Since(Selection selection, long after, long upTo) {
    boolean covers(Change change) {
      long n = change.position().n();
      return n > after && n <= upTo && (selection.shows(change) || selection.showed(change));
    }
  }

  static Interest in(List<Selection> selections) {
    return new Interest(List.copyOf(selections), List.of());
  }

  /** How a change looks to it; null if it is none of its. A row in view of any selection is. */
  @Nullable Sight see(Change change) {
    Selection first = null;
    boolean shown = false;
    boolean wasShown = false;
    for (Selection selection : selections) {
      boolean shows = selection.shows(change);
      boolean showed = change.op() == Operation.UPDATE ? selection.showed(change) : shows;
      if (first == null && (shows || showed)) {
        first = selection;
      }
      shown |= shows;
      wasShown |= showed;
      if (shown && wasShown) {
        break;
      }
    }
    if (first == null || isElsewhere(change)) {
      return null;
    }
    return new Sight(first, shown == wasShown ? Moved.NO : shown ? Moved.IN : Moved.OUT);
  }

  /** Whether some changes that wait may be left out for newer ones of the same row. */
  boolean skips() {
    return selections.stream().anyMatch(selection -> selection.policy() == Policy.LATEST);
  }

  Interest and(Selection selection) {
    if (selections.contains(selection)) {
      return this;
    }
    List<Selection> all = new ArrayList<>(selections);
    all.add(selection);
    return new Interest(List.copyOf(all), elsewhere);
  }

  boolean has(TopicSelector topic) {
    return selections.stream().anyMatch(selection -> selection.topic().equals(topic));
  }

  /** Without a topic, whose cursor has come so far: what it has not delivered is ours now. */
  Interest without(TopicSelector topic, long reached) {
    return new Interest(
        selections.stream().filter(s -> !s.topic().equals(topic)).toList(),
        elsewhere.stream()
            .map(
                s ->
                    s.selection().topic().equals(topic)
                        ? new Since(s.selection(), s.after(), reached)
                        : s)
            .toList());
  }

  private boolean isElsewhere(Change change) {
    for (Since since : elsewhere) {
      if (since.covers(change)) {
        return true;
      }
    }
    return false;
  }
}
