package dev.carillon.change;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as PostgreSQL wrote it: one JSON object on one line, its columns in the table's order.
 * Numbers keep every digit.
 *
 * <p>Immutable; the columns are found when they are first asked for, since most rows are only
 * passed on.
 */
public final class Row {
  private final String json;
  private volatile @Nullable Map<String, String> columns;

  public Row(String json) {
    // A json column keeps its own line breaks, which can only stand between tokens; an event
    // stream's data is one line.
    this.json =
        json.indexOf('\n') < 0 && json.indexOf('\r') < 0
            ? json
            : json.replace('\n', ' ').replace('\r', ' ');
  }

  /** The row as JSON text. */
  public String json() {
    return json;
  }

  /** Each column's value as JSON text, by name, in the row's order. */
  public Map<String, String> columns() {
    Map<String, String> known = columns;
    if (known == null) {
      known = JsonText.split(json);
      columns = known;
    }
    return known;
  }

  /**
   * A column's value as plain text: a string without its quotes, null and a missing column as the
   * empty string.
   */
  public String text(String column) {
    String value = columns().get(column);
    if (value == null || value.equals("null")) {
      return "";
    }
    return value.startsWith("\"") ? JsonText.unquote(value) : value;
  }

  /** The row with these columns only, in this order; columns it does not have are left out. */
  public Row only(List<String> names) {
    StringBuilder text = new StringBuilder("{");
    for (String name : names) {
      String value = columns().get(name);
      if (value != null) {
        text.append(text.length() == 1 ? "" : ",")
            .append(JsonText.quote(name))
            .append(':')
            .append(value);
      }
    }
    return new Row(text.append('}').toString());
  }

  /** The columns whose values differ between two states of a row, in the order of the later one. */
  public static List<String> changed(Row old, Row now) {
    Map<String, String> before = old.columns();
    return now.columns().entrySet().stream()
        .filter(c -> !c.getValue().equals(before.get(c.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && json.equals(row.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  @Override
  public String toString() {
    return json;
  }
}
