package dev.carillon.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobStateTest {

  @Test
  void readsAStateAndANote() {
    assertThat(JobState.parse("{\"state\":\"done\",\"note\":\"42 rows\"}"))
        .isEqualTo(new JobState("done", "42 rows"));
  }

  @Test
  void queuesAJobThatSaysNothing() {
    assertThat(JobState.parse("{}")).isEqualTo(new JobState("queued", ""));
    assertThat(JobState.parse("{\"note\":null}")).isEqualTo(new JobState("queued", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'state':'ready'}|422|state must be one of queued, running, done, failed, but is \"ready\"",
        "{'state':7}|422|state must be a text, but is 7",
        "{'note':[]}|422|note must be a text, but is []",
        "[]|400|The body must be a JSON object such as {\"state\":\"done\",\"note\":\"42 rows\"}"
      })
  void namesTheFieldItsRuleAndItsValue(String body, int status, String detail) {
    assertThatThrownBy(() -> JobState.parse(body.replace('\'', '"')))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(status))
        .hasMessage(detail);
  }

  @Test
  void refusesANoteThatTheColumnCanNotHold() {
    assertThat(JobState.parse("{\"note\":\"" + "x".repeat(200) + "\"}").note()).hasSize(200);
    assertThatThrownBy(() -> JobState.parse("{\"note\":\"" + "x".repeat(201) + "\"}"))
        .hasMessageStartingWith("note must be at most 200 characters, but is \"xxx");
  }
}
