package dev.carillon.postgres;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How what an entity says of its watch compares with the database.
 *
 * @param entity its class
 * @param table schema and name
 * @param kind what comes of the comparison
 * @param problem what is wrong with the declaration, or where the table is not; else empty
 * @param wanted the watch that it declares; null where that can't be
 * @param present the watch that there is; null if there is none
 */
record WatchVerdict(
    String entity,
    String table,
    Kind kind,
    String problem,
    @Nullable DeclaredWatch wanted,
    @Nullable DeclaredWatch present) {

  /** What may come of it. */
  enum Kind {
    AS_SAID,
    NOT_WATCHED,
    OTHERWISE,
    NO_TABLE,
    WRONG
  }

  static WatchVerdict of(
      WatchDeclaration said, DeclaredWatch wanted, @Nullable DeclaredWatch present) {
    Kind kind =
        present == null
            ? Kind.NOT_WATCHED
            : isSame(wanted, present) ? Kind.AS_SAID : Kind.OTHERWISE;
    return new WatchVerdict(said.entity(), said.table().toString(), kind, "", wanted, present);
  }

  static WatchVerdict noTable(WatchDeclaration said) {
    String table = said.table().toString();
    return new WatchVerdict(
        said.entity(), table, Kind.NO_TABLE, "there is no table " + table, null, null);
  }

  static WatchVerdict wrong(String entity, String table, String problem) {
    return new WatchVerdict(entity, table, Kind.WRONG, problem, null, null);
  }

  /** Columns that the entity wants hidden, and that are told. */
  List<String> exposed() {
    if (wanted == null || present == null || wanted.redact() == null) {
      return List.of();
    }
    List<String> told = present.columns();
    List<String> hidden = present.redact();
    return wanted.redact().stream()
        .filter(column -> told == null || told.contains(column))
        .filter(column -> hidden == null || !hidden.contains(column))
        .toList();
  }

  /** The statement that makes it true; empty where there is none. */
  String call() {
    return wanted == null ? "" : wanted.call();
  }

  /** The same as formatted SQL for Liquibase; another id after each watch that there was. */
  String changeset() {
    String name = table.replaceFirst("^public\\.", "").replaceAll("[^A-Za-z0-9_.]", "-");
    return """
        --changeset carillon:watch-%s%s
        %s
        --rollback %s"""
        .formatted(
            name,
            present == null ? "" : "-after-" + present.id(),
            call(),
            present == null ? unwatch() : present.call());
  }

  private String unwatch() {
    String target = wanted == null ? table : wanted.target();
    return "SELECT carillon.unwatch(" + DeclaredWatch.quoted(target) + ");";
  }

  private static boolean isSame(DeclaredWatch one, DeclaredWatch other) {
    return one.topic().equals(other.topic())
        && one.key().equals(other.key())
        && set(one.columns()).equals(set(other.columns()))
        && set(one.redact()).equals(set(other.redact()))
        && ops(one).equals(ops(other));
  }

  private static Set<String> set(@Nullable List<String> names) {
    return names == null ? Set.of() : Set.copyOf(names);
  }

  /** All of them is the same as none said. */
  private static Set<String> ops(DeclaredWatch watch) {
    Set<String> ops = set(watch.ops());
    return ops.isEmpty() ? Set.of("insert", "update", "delete", "truncate") : ops;
  }
}
