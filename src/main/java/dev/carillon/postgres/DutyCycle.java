package dev.carillon.postgres;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long the listener leaves the log alone after a look: ten times as long as that took for its
 * flush. A look flushes what it has cut, PostgreSQL flushes for one at a time, and on a disk that
 * takes its time a writer would wait for every look. Where a flush takes next to nothing there are
 * no rests, and what comes after silence is looked at at once.
 *
 * <p>How long a look takes is the shortest of the last few that found something: what one takes
 * longer is a full page, or a processor that others have. One per connection; the listener's thread
 * only.
 */
final class DutyCycle {
  private static final int RESTS = 10;
  private static final int REMEMBERED = 8;

  /** What a look takes at most where a flush takes next to nothing. */
  private static final Duration WITHOUT_FLUSH = Duration.ofNanos(1_500_000);

  /** However slow the disk, no change waits for longer than that: it may have been a moment. */
  private static final Duration LONGEST_REST = Duration.ofMillis(25);

  private final long[] looks = new long[REMEMBERED];
  private int next;
  private long rested;

  /**
   * @param now as all times here in nanoseconds, as {@link System#nanoTime} has it
   */
  DutyCycle(long now) {
    this.rested = now;
  }

  /** A look is over that has found so many transactions. */
  void looked(int transactions, long began, long ended) {
    if (transactions > 0) {
      looks[next++ % REMEMBERED] = ended - began;
      long shortest = Arrays.stream(looks).min().orElseThrow(); // 0 until there are enough
      long flush = Math.max(0, shortest - WITHOUT_FLUSH.toNanos());
      rested = ended + Math.min(RESTS * flush, LONGEST_REST.toNanos());
    }
  }

  /** How long to wait for the next look; nothing, if it may be made now. */
  Duration rest(long now) {
    return Duration.ofNanos(Math.max(0, rested - now));
  }
}
