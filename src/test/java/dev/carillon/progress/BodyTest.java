package dev.carillon.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import dev.carillon.change.QueryValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

  @Test
  void readsATaskAsSomebodyWantsIt() {
    assertThat(
            TaskEdit.parse(
                "{\"title\":\" Tune it \",\"assignee\":2,\"done\":true,\"version\":3,\"by\":1}"))
        .isEqualTo(new TaskEdit(new TaskText("Tune it", 2), true, 3, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"assignee\":null"})
  void leavesATaskToNobody(String assignee) {
    assertThat(TaskText.of(body("{\"title\":\"Tune it\"" + assignee + "}")).assignee()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|title must be 1 to 200 characters, but is null",
        "{'title':''}|title must be 1 to 200 characters, but is \"\"",
        "{'title':'  '}|title must be 1 to 200 characters, but is \"  \"",
        "{'title':7}|title must be 1 to 200 characters, but is 7",
        "{'title':'a','assignee':'Bob'}|assignee must be a whole number, but is \"Bob\"",
        "{'title':'a','assignee':1.5}|assignee must be a whole number, but is 1.5",
        "{'title':'a'}|done must be true or false, but is null",
        "{'title':'a','done':'yes'}|done must be true or false, but is \"yes\"",
        "{'title':'a','done':true}|version must be a whole number, but is null",
        "{'title':'a','done':true,'version':1e99}|version must be a whole number, but is 1E+99",
        "{'title':'a','done':true,'version':1}|by must be a whole number, but is null"
      })
  void namesTheFieldItsRuleAndItsValue(String json, String detail) {
    assertThatThrownBy(() -> TaskEdit.parse(json.replace('\'', '"')))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(422))
        .hasMessage(detail);
  }

  @Test
  void showsNoMoreOfAValueThanPeopleRead() {
    assertThatThrownBy(() -> body("{\"name\":\"" + "x".repeat(500) + "\"}").text("name", 80))
        .hasMessage("name must be 1 to 80 characters, but is \"" + "x".repeat(99) + "…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "{} {}"})
  void refusesWhatIsNoObject(String json) {
    assertThatThrownBy(() -> body(json))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400))
        .hasMessageContaining("such as");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "+5", "1.0", "", "ten", "99999999999999999999"})
  void refusesANumberOutOfBounds(String given) {
    assertThatThrownBy(() -> QueryValue.whole("limit", given, 1, 1000))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400))
        .hasMessage("limit must be a whole number between 1 and 1000, but is \"" + given + "\"");
  }

  private static Body body(String json) {
    return Body.parse(json, "{\"name\":\"x\"}");
  }
}
