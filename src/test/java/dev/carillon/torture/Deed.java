package dev.carillon.torture;

import org.jspecify.annotations.Nullable;

/**
 * One transaction of a writer, as the writer knows it. Written by its writer's thread, placed by
 * the auditor's.
 */
final class Deed {
  private static final long UNKNOWN = Long.MAX_VALUE;

  /** What became of it, as far as its writer was told. */
  enum Outcome {
    UNKNOWN,
    COMMITTED,
    ROLLED_BACK
  }

  final long tx;
  final String story;
  final long begun;
  final int changes;
  final long sum;
  private volatile Outcome outcome = Outcome.UNKNOWN;
  private volatile long acknowledged = UNKNOWN;
  private volatile long end;

  /**
   * @param story what was done, for people
   * @param begun when, by {@link System#nanoTime}
   * @param effects what it did to watched tables
   */
  Deed(long tx, String story, long begun, Effects effects) {
    this.tx = tx;
    this.story = story;
    this.begun = begun;
    this.changes = effects.count();
    this.sum = effects.sum();
  }

  void committed() {
    acknowledged = System.nanoTime();
    outcome = Outcome.COMMITTED;
  }

  void rolledBack() {
    outcome = Outcome.ROLLED_BACK;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Whether its writer knew that it was committed before the other one began. */
  boolean acknowledgedBefore(@Nullable Deed other) {
    return other != null && acknowledged < other.begun;
  }

  /** The number of its last change in the log; 0 if it has none yet. */
  long end() {
    return end;
  }

  void endsAt(long n) {
    end = n;
  }

  @Override
  public String toString() {
    return "tx %d (%s): began %.3f s, %s%s, %d changes, %s"
        .formatted(
            tx,
            story,
            seconds(begun),
            outcome.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
            acknowledged == UNKNOWN ? "" : " %.3f s".formatted(seconds(acknowledged)),
            changes,
            end == 0 ? "not in the log" : "ends at 1." + end);
  }

  private static double seconds(long nanos) {
    return (nanos - Ledger.BEGAN) / 1e9;
  }
}
