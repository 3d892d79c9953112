package dev.carillon.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a value is: a column, or behind its dots within a column's JSON. A name may have dots of
 * its own, and which tables it will meet is not known: the longest name that a row has wins.
 *
 * @param name as the filter says it
 * @param forks the ways to take its dots, the longest column first; none if it has no dot
 */
record ColumnPath(String name, List<Fork> forks) {
  private record Fork(String column, List<String> steps) {}

  static ColumnPath of(String selector) {
    List<Fork> forks = new ArrayList<>();
    for (int dot = selector.lastIndexOf('.'); dot >= 0; dot = selector.lastIndexOf('.', dot - 1)) {
      List<String> steps = List.of(selector.substring(dot + 1).split("\\.", -1));
      forks.add(new Fork(selector.substring(0, dot), steps));
    }
    return new ColumnPath(selector, List.copyOf(forks));
  }

  boolean mayBeNested() {
    return !forks.isEmpty();
  }

  /** The value as JSON text; null if the row has none there. */
  @Nullable String value(Map<String, String> columns) {
    String value = columns.get(name);
    if (value != null) {
      return value;
    }
    for (int i = 0; i < forks.size(); i++) {
      Fork fork = forks.get(i);
      String document = columns.get(fork.column());
      if (document != null) {
        return JsonWalk.find(document, fork.steps());
      }
    }
    return null;
  }
}
