package dev.carillon.stream;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A part of a filter: one comparison, or several joined. */
sealed interface Condition {
  boolean holds(Map<String, String> columns);

  /** The names of columns, perhaps with a way into them, that this looks at. */
  Stream<String> names();

  /** For some columns, the normal forms of which theirs is one wherever this holds. */
  Map<String, Set<String>> equalities();

  /** And. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(Map<String, String> columns) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).holds(columns)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Map<String, Set<String>> equalities() {
      Map<String, Set<String>> all = new LinkedHashMap<>();
      for (Condition part : parts) {
        part.equalities().forEach((column, values) -> all.merge(column, values, All::common));
      }
      return all;
    }

    @Override
    public Stream<String> names() {
      return parts.stream().flatMap(Condition::names);
    }

    private static Set<String> common(Set<String> some, Set<String> others) {
      Set<String> both = new HashSet<>(some);
      both.retainAll(others);
      return both;
    }
  }

  /** Or. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(Map<String, String> columns) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).holds(columns)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Map<String, Set<String>> equalities() {
      Map<String, Set<String>> all = new LinkedHashMap<>(parts.get(0).equalities());
      for (Condition part : parts.subList(1, parts.size())) {
        Map<String, Set<String>> others = part.equalities();
        all.keySet().retainAll(others.keySet());
        all.replaceAll((column, values) -> either(values, others.getOrDefault(column, Set.of())));
      }
      return all;
    }

    @Override
    public Stream<String> names() {
      return parts.stream().flatMap(Condition::names);
    }

    private static Set<String> either(Set<String> some, Set<String> others) {
      Set<String> all = new HashSet<>(some);
      all.addAll(others);
      return all;
    }
  }

  /** One column, or what is in it. */
  record Comparison(ColumnPath path, Criterion criterion) implements Condition {
    @Override
    public boolean holds(Map<String, String> columns) {
      return criterion.accepts(path.value(columns));
    }

    @Override
    public Map<String, Set<String>> equalities() {
      Set<String> values = path.mayBeNested() ? null : criterion.values();
      return values == null ? Map.of() : Map.of(path.name(), values);
    }

    @Override
    public Stream<String> names() {
      return Stream.of(path.name());
    }
  }

  /** What always holds. */
  record True() implements Condition {
    @Override
    public boolean holds(Map<String, String> columns) {
      return true;
    }

    @Override
    public Map<String, Set<String>> equalities() {
      return Map.of();
    }

    @Override
    public Stream<String> names() {
      return Stream.of();
    }
  }
}
