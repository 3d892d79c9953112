package dev.carillon.change;

import dev.carillon.change.Finding.Level;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What the doctor found at one moment.
 *
 * @param node who looked
 * @param findings all of them, the worst first
 */
public record Diagnosis(String node, Instant at, List<Finding> findings) {
  public Diagnosis {
    findings = findings.stream().sorted(Comparator.comparing(Finding::level).reversed()).toList();
  }

  /** Whether nobody need do anything; there may be notes. */
  public boolean isWell() {
    return findings.stream().noneMatch(Finding::isBad);
  }

  /** The worst there is. */
  public Level worst() {
    return findings.stream().map(Finding::level).max(Comparator.naturalOrder()).orElse(Level.OK);
  }

  /** How many findings of a level there are. */
  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
