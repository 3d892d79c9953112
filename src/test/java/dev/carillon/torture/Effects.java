package dev.carillon.torture;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction did so far, as a count and a sum that is the same in any order. One writer's
 * thread only.
 */
final class Effects {
  private int count;
  private long sum;

  void add(String topic, String op, @Nullable String old, @Nullable String fresh) {
    count++;
    sum += Hash.of(Seen.effect(topic, op, old, fresh));
  }

  int count() {
    return count;
  }

  long sum() {
    return sum;
  }

  /** As it is now, to go back to. */
  Effects copy() {
    Effects copy = new Effects();
    copy.restore(this);
    return copy;
  }

  void restore(Effects earlier) {
    count = earlier.count;
    sum = earlier.sum;
  }
}
