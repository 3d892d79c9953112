package dev.carillon.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes as tests need them: each its own transaction, with a row that tells its number. */
public final class Samples {
  private Samples() {}

  public static Change insert(long n, String topic) {
    return insert(new Position(1, n), topic);
  }

  public static Change insert(Position position, String topic) {
    return change(position, topic, Operation.INSERT, "{\"id\":" + position.n() + "}");
  }

  /** A row of a snapshot that was taken at a position. */
  public static Change snapshot(Position position, String topic) {
    return change(position, topic, Operation.SNAPSHOT, "{\"id\":" + position.n() + "}");
  }

  /** An insert whose row takes about so many characters. */
  public static Change large(long n, String topic, int characters) {
    String row = "{\"id\":" + n + ",\"text\":\"" + "x".repeat(characters) + "\"}";
    return change(new Position(1, n), topic, Operation.INSERT, row);
  }

  /** An update that took its row out of one topic and into another. */
  public static Change moved(long n, String left, String topic) {
    Row row = new Row("{\"id\":" + n + "}");
    return new Change(
        new Position(1, n),
        topic,
        left,
        "public.t",
        Operation.UPDATE,
        row,
        row,
        row,
        List.of("channel"),
        "700",
        true,
        Instant.EPOCH);
  }

  public static Change truncate(long n, String topic) {
    return new Change(
        new Position(1, n),
        topic,
        null,
        "public.t",
        Operation.TRUNCATE,
        null,
        null,
        null,
        List.of(),
        "700",
        true,
        Instant.EPOCH);
  }

  /** Of a table of rows of the caller's: an update or, with a null, what that makes of it. */
  public static Change of(String table, @Nullable Row old, @Nullable Row now) {
    Operation op =
        old == null ? Operation.INSERT : now == null ? Operation.DELETE : Operation.UPDATE;
    return of(table, op, old, now);
  }

  /** What was done to a table. */
  public static Change ddl(String table, Row done) {
    return of(table, Operation.DDL, null, done);
  }

  private static Change of(String table, Operation op, @Nullable Row old, @Nullable Row now) {
    String topic = table.replaceFirst("^public\\.", "");
    return new Change(
        new Position(1, 1),
        topic,
        null,
        table,
        op,
        null,
        old,
        now,
        List.of(),
        "700",
        true,
        Instant.EPOCH);
  }

  private static Change change(Position position, String topic, Operation op, String row) {
    return new Change(
        position,
        topic,
        null,
        "public.t",
        op,
        new Row("{\"id\":" + position.n() + "}"),
        null,
        new Row(row),
        List.of(),
        "700",
        true,
        Instant.EPOCH);
  }
}
