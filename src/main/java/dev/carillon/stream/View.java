package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a change is shown. The key is always whole: without it nobody knows which row it is.
 *
 * @param fields the columns of its rows; empty for all
 * @param numerals what writes long numbers so that JavaScript keeps their digits; null if nobody
 */
public record View(List<String> fields, @Nullable Numerals numerals) {
  static final View WHOLE = new View(List.of(), null);

  /** The change, with no more than this shows. */
  Change of(Change change) {
    if (change.op().isOfTable() || (fields.isEmpty() && numerals == null)) {
      return change;
    }
    return change.with(
        numbered(change, change.key()),
        shown(change, change.oldRow()),
        shown(change, change.newRow()),
        fields.isEmpty()
            ? change.changed()
            : change.changed().stream().filter(fields::contains).toList());
  }

  private @Nullable Row shown(Change change, @Nullable Row row) {
    return numbered(change, row == null || fields.isEmpty() ? row : row.only(fields));
  }

  private @Nullable Row numbered(Change change, @Nullable Row row) {
    return row == null || numerals == null ? row : numerals.quoted(row, change.table());
  }
}
