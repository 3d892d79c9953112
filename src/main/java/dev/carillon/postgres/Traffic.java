package dev.carillon.postgres;

/**
 * How many transactions a second come, lately: those of the last tenth of a second count most. One
 * thread at a time.
 */
final class Traffic {
  private static final double WINDOW_NANOS = 100e6;
  private double recent;
  private long at;

  /**
   * @param now in nanoseconds, as {@link System#nanoTime} has it
   */
  Traffic(long now) {
    this.at = now;
  }

  void count(int transactions, long now) {
    recent = recent * fading(now) + transactions;
    at = now;
  }

  double perSecond(long now) {
    return recent * fading(now) * 1e9 / WINDOW_NANOS;
  }

  private double fading(long now) {
    return Math.exp((at - now) / WINDOW_NANOS);
  }
}
