package dev.carillon.bench;

import java.time.Duration;

/**
 * How fast statements are sent, and how many.
 *
 * @param perSecond 0: each connection's next as soon as its last is done
 * @param most how many; beyond that none
 * @param within how long
 */
record Pace(double perSecond, long most, Duration within) {
  /** As fast as they go. */
  static Pace fast(double seconds) {
    return new Pace(0, Long.MAX_VALUE, nanos(seconds));
  }

  static Pace of(double perSecond, double seconds) {
    return new Pace(perSecond, Math.round(perSecond * seconds), nanos(seconds + 60));
  }

  /** So many, one after the other. */
  static Pace count(long statements) {
    return new Pace(0, statements, Duration.ofMinutes(10));
  }

  /** When the statement of this number is to be sent, in nanoseconds from the first. */
  long due(long number) {
    return perSecond == 0 ? 0 : Math.round(number * 1e9 / perSecond);
  }

  private static Duration nanos(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
