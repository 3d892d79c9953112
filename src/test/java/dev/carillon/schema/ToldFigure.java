package dev.carillon.schema;

import dev.carillon.change.Row;
import org.jspecify.annotations.Nullable;

/** How far a project is, as the log tells it. */
record ToldFigure(int project, long done, long total) {

  static boolean isOne(Logged change) {
    String row = change.after() == null ? change.before() : change.after();
    return row != null && row.contains("\"percent\":");
  }

  static ToldFigure of(String json) {
    Row row = new Row(json);
    return new ToldFigure(
        Integer.parseInt(row.text("project")),
        Long.parseLong(row.text("done")),
        Long.parseLong(row.text("total")));
  }

  /** Op, project, figure before and figure after, {@code -} for none. */
  static String line(Logged change) {
    String any = String.valueOf(change.after() == null ? change.before() : change.after());
    return String.join(
        " ",
        change.op(),
        String.valueOf(of(any).project()),
        shown(change.before()),
        shown(change.after()));
  }

  private static String shown(@Nullable String json) {
    return json == null ? "-" : of(json).done() + "/" + of(json).total();
  }
}
