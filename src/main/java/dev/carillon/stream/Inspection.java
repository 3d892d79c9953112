package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Row;
import dev.carillon.stream.Explanation.Finding;
import dev.carillon.stream.Standing.Followed;
import java.util.ArrayList;
import java.util.List;

/** Looks at a change as one subscription does, and says what it sees. */
final class Inspection {
  private Inspection() {}

  static Finding of(Followed followed, Change change) {
    Selection selection = followed.selection();
    Sight sight = Interest.in(List.of(selection)).see(change);
    boolean shows = sight != null && began(followed, change);
    return new Finding(
        selection.topic().toString(),
        selection.filter().text(),
        shows,
        sight == null
            ? obstacle(selection, change)
            : shows ? shown(sight, change) : tooLate(followed));
  }

  /** Whether the subscription had begun when the change came. */
  static boolean began(Followed followed, Change change) {
    Long after = followed.after();
    return after == null || after < change.position().n();
  }

  private static String tooLate(Followed followed) {
    return "It began after number " + followed.after() + ", later than the change";
  }

  private static String obstacle(Selection selection, Change change) {
    if (!selection.topic().matches(change) && !selection.topic().matchesLeft(change)) {
      return "\""
          + selection.topic()
          + "\" does not cover the change's topic \""
          + change.topic()
          + "\"";
    }
    if (!selection.ops().contains(change.op())) {
      return "ops does not ask for " + change.op().label();
    }
    return change.op() == Operation.UPDATE
        ? "The filter lets neither the old row nor the new one pass"
        : "The filter does not let the row pass";
  }

  private static String shown(Sight sight, Change change) {
    String moved =
        switch (sight.moved()) {
          case NO -> "It shows the change";
          case IN -> "It shows the change, which brings the row into view";
          case OUT -> "It shows the change, which takes the row out of view";
        };
    List<String> hidden = hidden(sight.selection().view(), change);
    return hidden.isEmpty() ? moved : moved + ", without the columns " + String.join(", ", hidden);
  }

  private static List<String> hidden(View view, Change change) {
    Row row = change.row();
    if (row == null || view.fields().isEmpty()) {
      return List.of();
    }
    List<String> hidden = new ArrayList<>(row.columns().keySet());
    hidden.removeAll(view.fields());
    return hidden;
  }
}
