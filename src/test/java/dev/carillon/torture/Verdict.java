package dev.carillon.torture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every violation that anybody found. Thread-safe. */
final class Verdict {
  /** One broken line breaks thousands of promises; more of them than this say nothing new. */
  private static final int KEPT = 10_000;

  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void violated(Violation violation) {
    counts.merge(violation.invariant(), 1, Integer::sum);
    if (violations.size() < KEPT) {
      violations.add(violation);
    }
  }

  synchronized boolean isClean() {
    return counts.isEmpty();
  }

  /** The invariants that were broken. */
  synchronized List<String> invariants() {
    return List.copyOf(counts.keySet());
  }

  /** How many times each invariant was broken, and the smallest counter-example of each. */
  synchronized String report() {
    StringBuilder report = new StringBuilder("violations: ").append(counts.isEmpty() ? 0 : counts);
    for (String invariant : counts.keySet()) {
      violations.stream()
          .filter(violation -> violation.invariant().equals(invariant))
          .min(Comparator.comparing(violation -> violation.evidence().size()))
          .ifPresent(smallest -> report.append("\n  ").append(smallest));
    }
    return report.toString();
  }
}
