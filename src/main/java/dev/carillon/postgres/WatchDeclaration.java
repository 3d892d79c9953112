package dev.carillon.postgres;

import dev.carillon.change.EntityTable;
import dev.carillon.change.Operation;
import dev.carillon.change.Watched;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an entity says of its watch.
 *
 * @param entity its class
 * @param topic null: the table's name; the same holds for all that follows
 */
record WatchDeclaration(
    String entity,
    EntityTable table,
    @Nullable String topic,
    @Nullable List<String> columns,
    @Nullable List<String> redact,
    @Nullable List<String> ops,
    @Nullable List<String> key) {

  /** The names that a part of it has, and that its table must have as columns. */
  record Names(String part, List<String> columns) {}

  /**
   * Reads the annotation.
   *
   * @throws IllegalArgumentException if it is on no entity
   */
  static WatchDeclaration of(Class<?> entity) {
    Watched said = entity.getAnnotation(Watched.class);
    return new WatchDeclaration(
        entity.getName(),
        EntityTable.of(entity),
        said.topic().isEmpty() ? null : said.topic(),
        given(said.columns()),
        given(said.redact()),
        given(Arrays.stream(said.ops()).map(Operation::label).toArray(String[]::new)),
        given(said.key()));
  }

  /** All columns that it names, by where it does. */
  Stream<Names> names() {
    return Stream.of(
        new Names("redact", orNone(redact)),
        new Names("columns", orNone(columns)),
        new Names("key", orNone(key)),
        new Names("topic", topic == null ? List.of() : parts(topic)));
  }

  /**
   * As a watch of the table that there is.
   *
   * @param target schema and name, as SQL needs it
   */
  DeclaredWatch wanted(String target, List<String> primaryKey) {
    String name = table.toString();
    DeclaredWatch plain =
        new DeclaredWatch(
            0,
            name,
            name,
            target,
            "",
            key == null ? primaryKey : key,
            primaryKey,
            columns,
            redact,
            ops);
    return plain.with(topic == null ? plain.defaultTopic() : topic, plain.key(), columns, redact);
  }

  private static List<String> parts(String topic) {
    return GoneColumns.PART
        .matcher(topic)
        .results()
        .map((MatchResult part) -> part.group(1))
        .toList();
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  private static @Nullable List<String> given(String[] names) {
    return names.length == 0 ? null : List.of(names);
  }
}
