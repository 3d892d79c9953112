package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In what way a watched table's triggers are not those that {@code carillon.watch} makes. */
enum Drift {
  MISSING(
      "trigger-missing",
      Level.ERROR,
      "no trigger logs its %s",
      "Such changes are not logged: no client ever sees them."),
  DISABLED(
      "trigger-disabled",
      Level.ERROR,
      "a trigger does not fire; what fires it again: %s",
      "What it would log is lost: no client ever sees it."),
  DRIFT(
      "trigger-drift",
      Level.WARNING,
      "the table has got other triggers, or another parent, since: %s",
      "Changes may be logged twice, or in an order that never was."),
  SILENT(
      "trigger-silent",
      Level.WARNING,
      "nobody is woken by its %s",
      "Such changes are found late, by the next look at the log."),
  PARTITION(
      "partition-truncate-missing",
      Level.WARNING,
      "partitions that came later: %s",
      "A TRUNCATE of such a partition by its own name is not logged."),
  STRAY(
      "trigger-stray",
      Level.WARNING,
      "%s is logged under a watch that has ended",
      "Its writers pay for changes that are told under a name of before, or twice.");

  private final String id;
  private final Level level;
  private final String found;
  private final String meaning;

  Drift(String id, Level level, String found, String meaning) {
    this.id = id;
    this.level = level;
    this.found = found;
    this.meaning = meaning;
  }

  static Drift of(String kind) {
    return valueOf(kind.toUpperCase(Locale.ROOT));
  }

  String id() {
    return id;
  }

  Level level() {
    return level;
  }

  String found(String what) {
    return found.formatted(what);
  }

  String meaning() {
    return meaning;
  }

  /** The same call again renews the triggers; it would not enable what somebody has disabled. */
  String cure(String what, @Nullable DeclaredWatch watch) {
    if (this == DISABLED) {
      return what;
    }
    return watch == null
        ? "SELECT carillon.unwatch('%s');".formatted(what.replace("'", "''"))
        : watch.call();
  }
}
