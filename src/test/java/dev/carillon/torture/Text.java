package dev.carillon.torture;

import java.util.ArrayList;
import java.util.List;

/** Pieces of texts, exactly as they were sent. */
final class Text {
  private Text() {}

  /**
   * What stands between two marks.
   *
   * @throws IllegalArgumentException if they are not there
   */
  static String between(String text, String before, String after) {
    int from = text.indexOf(before);
    int to = from < 0 ? -1 : text.indexOf(after, from + before.length());
    if (to < 0) {
      throw new IllegalArgumentException("no " + before + " in " + text);
    }
    return text.substring(from + before.length(), to);
  }

  /** The objects of the first array in a JSON text, unparsed. */
  static List<String> objects(String json) {
    List<String> objects = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    boolean quoted = false;
    for (int i = json.indexOf('[') + 1; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '{') {
        begin = depth++ == 0 ? i : begin;
      } else if (!quoted && c == '}' && --depth == 0) {
        objects.add(json.substring(begin, i + 1));
      } else if (!quoted && c == ']' && depth == 0) {
        return objects;
      }
    }
    throw new IllegalArgumentException("no array in " + json);
  }
}
