package dev.carillon.torture;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change, as the log or a client shows it.
 *
 * @param n its number in the epoch, which is 1 all along: nobody is promoted here
 * @param old the old row's JSON as PostgreSQL wrote it, or null
 * @param fresh the new row's, likewise
 */
record Seen(
    long n,
    String topic,
    String op,
    @Nullable String old,
    @Nullable String fresh,
    long tx,
    boolean txEnd) {

  /**
   * Reads what the contract calls a change, on one line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Seen of(String json) {
    String position = text(json, "\"position\":\"", "\"");
    if (!position.startsWith("1.")) {
      throw new IllegalArgumentException("not of epoch 1: " + json);
    }
    return new Seen(
        Long.parseLong(position.substring(2)),
        text(json, "\"topic\":\"", "\""),
        text(json, "\"op\":\"", "\""),
        row(text(json, ",\"old\":", ",\"new\":")),
        row(text(json, ",\"new\":", ",\"changed\":")),
        Long.parseLong(text(json, "\"tx\":\"", "\"")),
        text(json, "\"txEnd\":", ",").equals("true"));
  }

  /** A number for all that the change says, the same for the same; never 0. */
  long meaning() {
    long hash = Hash.of(topic + ' ' + op + ' ' + tx + ' ' + txEnd + ' ' + old + ' ' + fresh);
    return hash == 0 ? 1 : hash;
  }

  /** What was done to which rows, without the place in the log. */
  String effect() {
    return effect(topic, op, old, fresh);
  }

  static String effect(String topic, String op, @Nullable String old, @Nullable String fresh) {
    return topic + ' ' + op + ' ' + old + ' ' + fresh;
  }

  @Override
  public String toString() {
    return "1.%d tx %d%s: %s %s %s -> %s"
        .formatted(n, tx, txEnd ? " (its last)" : "", op, topic, old, fresh);
  }

  private static @Nullable String row(String json) {
    return Objects.equals(json, "null") ? null : json;
  }

  private static String text(String json, String before, String after) {
    int from = json.indexOf(before);
    int to = json.indexOf(after, from + before.length());
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException("no " + before + " in " + json);
    }
    return json.substring(from + before.length(), to);
  }
}
