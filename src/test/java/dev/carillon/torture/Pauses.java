package dev.carillon.torture;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses of a life that somebody else may end: then they are over at once. Thread-safe. */
final class Pauses {
  private final CountDownLatch over = new CountDownLatch(1);

  /** Waits; false if it is over. */
  boolean pause(double seconds) {
    try {
      return !over.await((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void end() {
    over.countDown();
  }

  boolean areOver() {
    return over.getCount() == 0;
  }

  /** Some time from the least to the most, in seconds. */
  static double between(Random random, double least, double most) {
    return least + random.nextDouble() * (most - least);
  }
}
