package dev.carillon.torture;

import java.util.Arrays;

/**
 * One value for each of the log's numbers, 1, 2, 3 …; zero where nothing is known. Not thread-safe.
 */
final class Numbers {
  private long[] values = new long[1 << 16];

  long get(long n) {
    return n < values.length ? values[(int) n] : 0;
  }

  void set(long n, long value) {
    if (n >= values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, (int) n + 1));
    }
    values[(int) n] = value;
  }
}
