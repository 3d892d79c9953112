package dev.carillon.postgres;

import dev.carillon.change.Diagnosis;
import dev.carillon.change.Finding;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Tells the server's log what it has not told yet: each finding once. Thread-safe. */
final class DiagnosisLog {
  private final BiConsumer<Level, String> log;
  private Set<String> told = Set.of("nothing at all");

  DiagnosisLog(BiConsumer<Level, String> log) {
    this.log = log;
  }

  synchronized void tell(Diagnosis diagnosis) {
    List<Finding> worthTelling =
        diagnosis.findings().stream()
            .filter(finding -> finding.level() != Finding.Level.OK)
            .toList();
    Set<String> now = worthTelling.stream().map(DiagnosisLog::identity).collect(Collectors.toSet());
    for (Finding finding : worthTelling) {
      if (!told.contains(identity(finding))) {
        log.accept(finding.isBad() ? Level.WARNING : Level.INFO, line(finding));
      }
    }
    if (diagnosis.isWell() && !now.equals(told)) {
      log.accept(Level.INFO, "doctor: all well");
    }
    told = now;
  }

  /** Not what was found: that has figures in it, which differ each time. */
  private static String identity(Finding finding) {
    return finding.level() + " " + finding.id() + " " + finding.subject();
  }

  /** The cure before the meaning: a console may show the beginning only. */
  private static String line(Finding finding) {
    return "doctor: %s: %s. Cure: %s (%s: %s)"
        .formatted(
            finding.subject(), finding.found(), finding.cure(), finding.id(), finding.meaning());
  }
}
