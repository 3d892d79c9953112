package dev.carillon.rest;

import dev.carillon.change.Diagnosis;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import java.util.List;
import java.util.Locale;

/** A diagnosis as people read it: the worst first, and below each what to do. */
final class DoctorText {
  private static final String INDENT = " ".repeat(10);

  private DoctorText() {}

  static String of(Diagnosis diagnosis) {
    var text =
        new StringBuilder(
            "Carillon, node %s, %s\n%s\n"
                .formatted(diagnosis.node(), diagnosis.at(), summary(diagnosis)));
    for (Finding finding : diagnosis.findings()) {
      if (finding.level() != Level.OK) {
        text.append('\n').append(entry(finding));
      }
    }
    List<Finding> fine =
        diagnosis.findings().stream().filter(finding -> finding.level() == Level.OK).toList();
    int width = fine.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
    text.append('\n');
    for (Finding finding : fine) {
      text.append(
          "%-10s%s  %s\n"
              .formatted(
                  finding.level().label(), padded(finding.subject(), width), finding.found()));
    }
    return text.toString();
  }

  private static String summary(Diagnosis diagnosis) {
    String counts =
        "%s, %s, %s"
            .formatted(
                counted(diagnosis, Level.ERROR),
                counted(diagnosis, Level.WARNING),
                counted(diagnosis, Level.NOTE));
    return diagnosis.isWell() ? "All well (" + counts + ")" : counts;
  }

  private static String counted(Diagnosis diagnosis, Level level) {
    long count = diagnosis.count(level);
    return count + " " + level.label() + (count == 1 ? "" : "s");
  }

  private static String entry(Finding finding) {
    return "%-10s%s: %s (%s)\n%s%s\n%sCure:%s\n"
        .formatted(
            finding.level().label().toUpperCase(Locale.ROOT),
            finding.subject(),
            finding.found(),
            finding.id(),
            INDENT,
            finding.meaning(),
            INDENT,
            cure(finding));
  }

  /** Of several lines each at its beginning, where Liquibase wants a changeset's. */
  private static String cure(Finding finding) {
    return (finding.cure().contains("\n") ? "\n" : " ") + finding.cure();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
