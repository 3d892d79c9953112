package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor, as operators and their programs call it. */
class DoctorIT {
  /** The server of tests forgets what it has not written when the machine crashes, which is bad. */
  private static final String KNOWN = "fsync-off";

  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*
          text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
          text/plain
          """)
  @ParameterizedTest
  void tellsPeopleInPlainText(String accept) {
    HttpResponse<String> told = Api.get("/api/doctor", "Accept", accept);

    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(told.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(told.body())
        .startsWith("Carillon, node ")
        .containsPattern("\nok +PostgreSQL +PostgreSQL 1\\d")
        .containsPattern("\nok +NOTIFY +it comes back");
  }

  @Test
  void tellsProgramsInJson() {
    HttpResponse<String> told = Api.get("/api/doctor", "Accept", "application/json");

    assertThat(told.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    JsonObject diagnosis = Api.json(told);
    assertThat(diagnosis.getString("node")).isEqualTo(Api.status().getString("node"));
    assertThat(diagnosis.getJsonArray("findings").getValuesAs(JsonObject.class))
        .filteredOn(finding -> !finding.getString("subject").startsWith("public."))
        .filteredOn(finding -> !finding.getString("id").equals(KNOWN))
        .extracting(finding -> finding.getString("level"))
        .contains("ok")
        .isSubsetOf("ok", "note");
  }
}
