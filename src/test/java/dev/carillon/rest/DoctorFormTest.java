package dev.carillon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Diagnosis;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The doctor's findings as people and as programs get them. */
class DoctorFormTest {
  private static final Instant AT = Instant.parse("2026-11-22T01:02:03Z");
  private static final Finding FINE =
      new Finding("postgresql", Level.OK, "PostgreSQL", "PostgreSQL 18.6", "", "");
  private static final Finding CLOCK =
      new Finding("clock", Level.OK, "clock", "0 ms ahead", "", "");
  private static final Finding NOTE =
      new Finding("ddl-not-logged", Level.NOTE, "event triggers", "none", "No ddl.", "SELECT 1;");
  private static final Finding MISSING =
      new Finding(
          "trigger-missing",
          Level.ERROR,
          "public.message",
          "no trigger logs its UPDATE",
          "Such changes are not logged.",
          "SELECT carillon.watch('public.message', topic => 'chat/{channel}');");

  @Test
  void tellsPeopleTheWorstFirstAndBelowWhatMendsIt() {
    assertThat(DoctorText.of(new Diagnosis("host/1", AT, List.of(FINE, NOTE, CLOCK, MISSING))))
        .isEqualTo(
            """
            Carillon, node host/1, 2026-11-22T01:02:03Z
            1 error, 0 warnings, 1 note

            ERROR     public.message: no trigger logs its UPDATE (trigger-missing)
                      Such changes are not logged.
                      Cure: SELECT carillon.watch('public.message', topic => 'chat/{channel}');

            NOTE      event triggers: none (ddl-not-logged)
                      No ddl.
                      Cure: SELECT 1;

            ok        PostgreSQL  PostgreSQL 18.6
            ok        clock       0 ms ahead
            """);
  }

  @Test
  void beginsEachLineOfAChangesetWhereLiquibaseLooksForIt() {
    Finding changeset =
        new Finding(
            "watched-missing",
            Level.WARNING,
            "E",
            "it is not",
            "No.",
            "--changeset a:b\nSELECT 1;");
    assertThat(DoctorText.of(new Diagnosis("n", AT, List.of(changeset))))
        .contains("          Cure:\n--changeset a:b\nSELECT 1;\n");
  }

  @Test
  void saysThatAllIsWellWhereThereAreOnlyNotes() {
    assertThat(DoctorText.of(new Diagnosis("n", AT, List.of(FINE, NOTE))))
        .contains("\nAll well (0 errors, 0 warnings, 1 note)\n");
    assertThat(DoctorText.of(new Diagnosis("n", AT, List.of(FINE, MISSING))))
        .doesNotContain("All well");
  }

  @Test
  void tellsProgramsTheSame() {
    JsonObject json = DoctorResource.json(new Diagnosis("n", AT, List.of(FINE, MISSING)));

    assertThat(json.getBoolean("well")).isFalse();
    assertThat(json.getString("worst")).isEqualTo("error");
    assertThat(json.getString("at")).isEqualTo("2026-11-22T01:02:03Z");
    assertThat(json.getJsonArray("findings").getJsonObject(0).toString())
        .isEqualTo(
            "{\"id\":\"trigger-missing\",\"level\":\"error\",\"subject\":\"public.message\","
                + "\"found\":\"no trigger logs its UPDATE\",\"meaning\":\"Such changes are not logged.\","
                + "\"cure\":\"SELECT carillon.watch('public.message', topic => 'chat/{channel}');\"}");
    assertThat(json.getJsonArray("findings")).hasSize(2);
  }

  @Test
  void isWellWhereNothingWasFound() {
    JsonObject json = DoctorResource.json(new Diagnosis("n", AT, List.of()));

    assertThat(json.getBoolean("well")).isTrue();
    assertThat(json.getString("worst")).isEqualTo("ok");
  }
}
