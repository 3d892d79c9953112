package dev.carillon.testkit;

import java.util.Map;

/**
 * A change as it came. Values are plain text, numbers with every digit; a null is {@code "null"}.
 *
 * @param position where it stands in the log, such as {@code 1.1042}
 * @param topic what it came under
 * @param op {@code insert}, {@code update}, {@code delete}, {@code truncate} or {@code ddl}
 * @param key the primary key's columns; empty if there is none
 * @param oldRow the row before; empty for an insert
 * @param newRow the row after; empty for a delete
 * @param json all of it, as it came
 */
public record SeenChange(
    String position,
    String topic,
    String op,
    Map<String, String> key,
    Map<String, String> oldRow,
    Map<String, String> newRow,
    String json) {

  static SeenChange of(String json) {
    Map<String, String> change = JsonObjectText.members(json);
    return new SeenChange(
        plain(change, "position"),
        plain(change, "topic"),
        plain(change, "op"),
        row(change, "key"),
        row(change, "old"),
        row(change, "new"),
        json);
  }

  /** The row it left: the new one, of a delete the old one. */
  public Map<String, String> row() {
    return newRow.isEmpty() ? oldRow : newRow;
  }

  private static String plain(Map<String, String> change, String name) {
    return JsonObjectText.plain(change.getOrDefault(name, "null"));
  }

  private static Map<String, String> row(Map<String, String> change, String name) {
    String row = change.getOrDefault(name, "null");
    if (row.equals("null")) {
      return Map.of();
    }
    Map<String, String> columns = JsonObjectText.members(row);
    columns.replaceAll((column, value) -> JsonObjectText.plain(value));
    return columns;
  }

  @Override
  public String toString() {
    return json;
  }
}
