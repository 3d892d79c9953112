package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.Row;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A watched table in a snapshot, or one of its partitions.
 *
 * @param relation the watched table's number in the database
 * @param part the partition's; the same if there is none
 * @param table schema and name, as the watch tells them
 * @param topic name or template
 * @param key the columns that tell its rows apart, empty if there are none
 * @param obstacle why its rows can't be read, with the cure; null if they can
 */
record SnapshotPart(
    long relation,
    long part,
    String table,
    TopicTemplate topic,
    List<String> key,
    @Nullable String obstacle) {
  private static final Pattern ONE_COLUMN = Pattern.compile("([^{}]*)\\{([^{}]+)}([^{}]*)");

  /**
   * What rows of these topics have in a column.
   *
   * @param column its name
   * @param values one of these, as text
   */
  record Narrowing(String column, List<String> values) {}

  /** Whether it was read before a place, and to its end. */
  boolean isBefore(SnapshotPlace place) {
    return relation != place.table() ? relation < place.table() : part < place.part();
  }

  /**
   * Does nothing if it can be read.
   *
   * @throws ProblemException 403 if it can't
   */
  void requireReadable() {
    if (obstacle != null) {
      throw refusal(obstacle);
    }
  }

  ProblemException refusal(String why) {
    return new ProblemException(
        Problem.forbidden("Carillon can't read the rows of " + table + ": " + why));
  }

  Change change(String json, Position position, Instant at) {
    Row row = new Row(json);
    return new Change(
        position,
        topic.fill(row),
        null,
        table,
        Operation.SNAPSHOT,
        key.isEmpty() ? null : row.only(key),
        null,
        row,
        List.of(),
        "0",
        false,
        at);
  }

  /** Whether all its rows are of these topics, so that none is read in vain. */
  boolean isAllOf(List<TopicSelector> topics) {
    String text = topic.text();
    int column = text.indexOf('{');
    String fixed = column < 0 ? text : text.substring(0, column);
    return topics.stream()
        .anyMatch(
            s -> s.prefix() ? fixed.startsWith(s.text()) : column < 0 && text.equals(s.text()));
  }

  /** Null: rows of these topics can't be told by the values of one column. */
  @Nullable Narrowing narrowing(List<TopicSelector> topics) {
    Matcher form = ONE_COLUMN.matcher(topic.text());
    if (!form.matches()) {
      return null;
    }
    List<String> values = new ArrayList<>();
    for (TopicSelector selector : topics) {
      String text = selector.text();
      int end = text.length() - form.group(3).length();
      if (selector.prefix()) {
        if (topic.covers(selector)) {
          return null;
        }
      } else if (text.startsWith(form.group(1))
          && text.endsWith(form.group(3))
          && end >= form.group(1).length()) {
        values.add(text.substring(form.group(1).length(), end));
      }
    }
    // A column that is null fills the template as an empty one does
    return values.contains("") ? null : new Narrowing(form.group(2), values);
  }
}
