package dev.carillon.bench;

/**
 * Counts of durations in microseconds, 128 steps to each doubling: within 1 %. One thread at a
 * time.
 */
final class Histogram {
  private static final int BITS = 7;
  private static final int STEPS = 1 << BITS;

  private final long[] counts = new long[(Long.SIZE - BITS) * STEPS];
  private long total;

  void add(long micros) {
    counts[index(Math.max(0, micros))]++;
    total++;
  }

  long total() {
    return total;
  }

  /** The value that this share of all is not above; 0 if there is none. */
  double milliseconds(double share) {
    long wanted = Math.max(1, Math.round(share * total));
    long passed = 0;
    for (int i = 0; i < counts.length; i++) {
      passed += counts[i];
      if (passed >= wanted) {
        return value(i) / 1000.0;
      }
    }
    return 0;
  }

  private static int index(long value) {
    if (value < STEPS) {
      return (int) value;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - BITS;
    return ((shift + 1) << BITS) + (int) ((value >> shift) & (STEPS - 1));
  }

  private static long value(int index) {
    if (index < STEPS) {
      return index;
    }
    int shift = (index >> BITS) - 1;
    return ((long) ((index & (STEPS - 1)) | STEPS) << shift) + ((1L << shift) >> 1);
  }
}
