package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as it waits for subscribers, with what it looks like in each shape that somebody has
 * asked for.
 */
final class Entry {
  private record Frame(Shape shape, View view, Moved moved, boolean underLeft, String text) {}

  /**
   * What an entry takes beside its rows: objects, names, the frames' heads. A guess on the safe
   * side.
   */
  private static final int OVERHEAD = 400;

  private final Change change;
  private final List<Frame> frames =
      new ArrayList<>(1); // the dispatcher's thread only; shapes are few

  Entry(Change change) {
    this.change = change;
  }

  Change change() {
    return change;
  }

  Position position() {
    return change.position();
  }

  /** Bytes of memory, roughly: the rows, and the same again for a frame of them. */
  long weight() {
    return OVERHEAD + 2 * (length(change.oldRow()) + length(change.newRow()));
  }

  /** The change in this shape, as it is seen; encoded when first asked for. */
  String frame(Shape shape, Sight sight) {
    View view = sight.selection().view();
    boolean underLeft = sight.isUnderLeft(change);
    for (Frame frame : frames) {
      if (frame.moved() == sight.moved()
          && frame.underLeft() == underLeft
          && frame.shape().equals(shape)
          && frame.view().equals(view)) {
        return frame.text();
      }
    }
    String text = shape.change(sight.of(change), sight.moved());
    frames.add(new Frame(shape, view, sight.moved(), underLeft, text));
    return text;
  }

  private static long length(@Nullable Row row) {
    return row == null ? 0 : row.json().length();
  }
}
