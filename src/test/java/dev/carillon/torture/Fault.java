package dev.carillon.torture;

import java.util.Random;

/**
 * Something that goes wrong, for a while.
 *
 * @param name as the figures count it
 * @param leastSeconds how long it lasts at least
 * @param mostSeconds how long it lasts at most
 */
record Fault(String name, double leastSeconds, double mostSeconds, Cause cause) {
  static final Undo NOTHING_TO_UNDO = () -> {};

  /** Makes it go wrong, and throws if that can't be just now. */
  @FunctionalInterface
  interface Cause {
    Undo inject(World world, Random random) throws Exception;
  }

  /** Puts it right again, whatever else has happened since. */
  @FunctionalInterface
  interface Undo {
    void run() throws Exception;
  }
}
