package dev.carillon.postgres;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: 0.1 s doubling to 10 s, each spread by half so that
 * nodes do not come back in step.
 */
final class BackOff {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private final RandomGenerator random;
  private int attempts;

  BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** Forgets the failures: an attempt has succeeded. */
  void reset() {
    attempts = 0;
  }

  /** Failures in a row so far. */
  int attempts() {
    return attempts;
  }

  /** The time to wait after one more failure. */
  Duration next() {
    long doubled = SHORTEST.toMillis() << Math.min(attempts++, 20);
    long longest = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
  }
}
