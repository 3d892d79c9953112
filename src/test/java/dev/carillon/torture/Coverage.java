package dev.carillon.torture;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/** Which numbers somebody has seen, and which it need not have seen. One thread at a time. */
final class Coverage {
  private record Excused(long after, long upTo) {}

  private final BitSet seen = new BitSet();
  private final List<Excused> excused = new ArrayList<>();

  void see(long n) {
    seen.set((int) n);
  }

  boolean has(long n) {
    return seen.get((int) n);
  }

  /** It was told that these are gone. */
  void excuse(long after, long upTo) {
    excused.add(new Excused(after, upTo));
  }

  /** The first of a range that was wanted and neither seen nor excused. */
  OptionalLong firstMissing(long after, long upTo, LongPredicate wanted) {
    return LongStream.rangeClosed(after + 1, upTo)
        .filter(n -> !has(n) && wanted.test(n))
        .filter(n -> excused.stream().noneMatch(gap -> n > gap.after() && n <= gap.upTo()))
        .findFirst();
  }
}
