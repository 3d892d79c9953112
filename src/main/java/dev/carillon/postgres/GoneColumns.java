package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a watch names and its table no longer has.
 *
 * @param key of those that tell rows apart
 * @param topic of the topic's template
 * @param columns of those that are told
 * @param redact of those that must not be told
 * @param hidden those that are left out now, whatever they are called by now
 */
record GoneColumns(
    DeclaredWatch watch,
    List<String> key,
    List<String> topic,
    List<String> columns,
    List<String> redact,
    List<String> hidden) {
  static final Pattern PART = Pattern.compile("\\{([^{}]+)}");

  static GoneColumns of(
      DeclaredWatch watch,
      Set<String> present,
      @Nullable List<String> kept,
      @Nullable List<String> hidden) {
    return new GoneColumns(
        watch,
        gone(watch.key(), present),
        gone(PART.matcher(watch.topic()).results().map(part -> part.group(1)).toList(), present),
        gone(watch.columns() == null ? kept : watch.columns(), present),
        gone(watch.redact(), present),
        hidden == null ? List.of() : hidden);
  }

  boolean any() {
    return !key.isEmpty() || !topic.isEmpty() || !columns.isEmpty() || !redact.isEmpty();
  }

  /** A finding for each way in which they matter, all with the same cure. */
  void tell(Chart chart) {
    tell(
        chart,
        Level.ERROR,
        "redacted-column-gone",
        redact,
        "the redacted column",
        "If it was renamed, it is logged under its new name, and clients see it.");
    tell(
        chart,
        Level.ERROR,
        "topic-column-gone",
        topic,
        "its topic's column",
        "Changes go to a topic that nobody asks for.");
    tell(
        chart,
        Level.ERROR,
        "key-column-gone",
        key,
        "its key's column",
        "Clients can't tell its rows apart.");
    tell(
        chart,
        Level.WARNING,
        "told-column-gone",
        columns,
        "a column that is told,",
        "If it was renamed, it is not told any longer.");
  }

  private void tell(
      Chart chart, Level level, String id, List<String> gone, String what, String meaning) {
    if (!gone.isEmpty()) {
      chart.add(
          level,
          id,
          watch.table(),
          what + " " + String.join(", ", gone) + " is not there any longer",
          meaning,
          cure());
    }
  }

  /** With what is left; a new name can only be known by whoever gave it. */
  private String cure() {
    String call =
        watch
            .with(
                topic.isEmpty() ? watch.topic() : watch.defaultTopic(),
                key.isEmpty() ? watch.key() : List.of(),
                without(watch.columns(), columns),
                stillHidden())
            .call();
    return call + "  -- and with the columns' new names, if they were renamed";
  }

  /** Rather too many than one that was to be hidden. */
  private @Nullable List<String> stillHidden() {
    if (redact.isEmpty() || watch.redact() == null) {
      return watch.redact();
    }
    Set<String> names = new LinkedHashSet<>(watch.redact());
    redact.forEach(names::remove);
    names.addAll(hidden);
    return names.isEmpty() ? null : List.copyOf(names);
  }

  private static List<String> gone(@Nullable List<String> named, Set<String> present) {
    return named == null
        ? List.of()
        : named.stream().filter(name -> !present.contains(name)).toList();
  }

  private static @Nullable List<String> without(@Nullable List<String> named, List<String> gone) {
    if (named == null) {
      return null;
    }
    List<String> left = new ArrayList<>(named);
    left.removeAll(gone);
    return left.isEmpty() ? null : left;
  }
}
