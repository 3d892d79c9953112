package dev.carillon.torture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each invariant was broken, and the smallest counter-example of each. Thread-safe. */
final class Verdict {
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, Violation> smallest = new TreeMap<>();

  synchronized void violated(Violation violation) {
    counts.merge(violation.invariant(), 1, Integer::sum);
    smallest.merge(
        violation.invariant(),
        violation,
        (known, other) -> other.evidence().size() < known.evidence().size() ? other : known);
  }

  synchronized boolean isClean() {
    return counts.isEmpty();
  }

  /** The invariants that were broken. */
  synchronized List<String> invariants() {
    return List.copyOf(counts.keySet());
  }

  /** For people. */
  synchronized String report() {
    StringBuilder report = new StringBuilder("violations: ");
    report.append(counts.isEmpty() ? "0" : counts.toString());
    smallest.values().forEach(violation -> report.append("\n  ").append(violation));
    return report.toString();
  }
}
