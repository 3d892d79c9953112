package dev.carillon.postgres;

import dev.carillon.change.SnapshotGoneException;
import dev.carillon.change.SnapshotPlace;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A snapshot that some transaction keeps, by what any node needs to read it.
 *
 * @param id by which PostgreSQL imports it; given again after a restart
 * @param stamp tells it from others with that id; {@code carillon._stamp}
 * @param millis when it was taken
 */
record ExportedSnapshot(String id, String stamp, long millis) {
  // Strict, since the id becomes part of a statement
  private static final Pattern FORM =
      Pattern.compile("([0-9A-F]{8}-[0-9A-F]{8}-[0-9]{1,9})-([0-9a-f]{16})-([0-9]{1,13})");

  /**
   * Reads what {@link #name} wrote.
   *
   * @throws SnapshotGoneException if it is another text, which no node has given
   */
  static ExportedSnapshot of(SnapshotPlace place) {
    Matcher form = FORM.matcher(place.snapshot());
    if (!form.matches()) {
      throw new SnapshotGoneException(place);
    }
    return new ExportedSnapshot(form.group(1), form.group(2), Long.parseLong(form.group(3)));
  }

  Instant at() {
    return Instant.ofEpochMilli(millis);
  }

  /** What stands for it in a {@link SnapshotPlace}. */
  String name() {
    return id + "-" + stamp + "-" + millis;
  }
}
