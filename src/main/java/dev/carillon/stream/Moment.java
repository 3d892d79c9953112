package dev.carillon.stream;

import org.jspecify.annotations.Nullable;

/**
 * An instant as PostgreSQL and ISO 8601 write it, also beyond the years that {@link
 * java.time.Instant} can parse.
 *
 * @param second since 1970
 */
record Moment(long second, int nano) implements Comparable<Moment> {
  static final Moment EARLIEST = new Moment(Long.MIN_VALUE, 0);
  static final Moment LATEST = new Moment(Long.MAX_VALUE, 0);

  /** A date is its midnight, and what has no offset is in UTC; null if it is neither. */
  static @Nullable Moment parse(String text) {
    return switch (text) {
      case "infinity" -> LATEST;
      case "-infinity" -> EARLIEST;
      default -> new MomentReader(text).read();
    };
  }

  @Override
  public int compareTo(Moment other) {
    int seconds = Long.compare(second, other.second);
    return seconds != 0 ? seconds : Integer.compare(nano, other.nano);
  }

  /** Text that equal instants have in common. */
  String normal() {
    if (equals(LATEST)) {
      return "infinity";
    }
    return equals(EARLIEST) ? "-infinity" : "@" + second + "." + nano;
  }
}
