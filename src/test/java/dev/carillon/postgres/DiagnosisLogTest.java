package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Diagnosis;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a diagnosis is told at start-up, and after each reconnection. */
class DiagnosisLogTest {
  private final List<String> lines = new ArrayList<>();
  private final DiagnosisLog log = new DiagnosisLog((level, line) -> lines.add(level + " " + line));

  @Test
  void saysOnceThatAllIsWell() {
    tell(Level.OK, "PostgreSQL 18");
    tell(Level.OK, "PostgreSQL 18");

    assertThat(lines).containsExactly("INFO doctor: all well");
  }

  @Test
  void tellsEachFindingOnceThoughItsFiguresDiffer() {
    tell(Level.WARNING, "it takes 3 GB");
    tell(Level.WARNING, "it takes 4 GB");

    assertThat(lines)
        .containsExactly(
            "WARNING doctor: the log: it takes 3 GB. Cure: mend it (some-id: it means)");
  }

  @Test
  void tellsWhatHasGotWorseAndThatItIsOver() {
    tell(Level.NOTE, "it is large");
    tell(Level.ERROR, "it is far too large");
    tell(Level.OK, "it is small");

    assertThat(lines)
        .extracting(line -> line.replaceFirst("\\. Cure.*", ""))
        .containsExactly(
            "INFO doctor: the log: it is large",
            "INFO doctor: all well",
            "WARNING doctor: the log: it is far too large",
            "INFO doctor: all well");
  }

  private void tell(Level level, String found) {
    Finding finding = new Finding("some-id", level, "the log", found, "it means", "mend it");
    log.tell(new Diagnosis("node", Instant.EPOCH, List.of(finding)));
  }
}
