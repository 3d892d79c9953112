package dev.carillon.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewMessageTest {

  @Test
  void readsAMessage() {
    assertThat(
            NewMessage.parse("{\"sender\":1,\"channel\":\"lobby\",\"content\":\" Hello\\n😀 \"}"))
        .isEqualTo(new NewMessage(1, "lobby", " Hello\n😀 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"sender\":1}", "{\"sender\":1,\"channel\":null,\"content\":null}"})
  void leavesItToTheDatabaseToRefuseWhatIsMissing(String body) {
    assertThat(NewMessage.parse(body)).isEqualTo(new NewMessage(1, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "0", "-1", "1.5", "2147483648", "1e99", "\"1\"", "[1]"})
  void refusesASenderThatIsNoUser(String sender) {
    assertThatThrownBy(() -> NewMessage.parse("{\"sender\":" + sender + ",\"content\":\"x\"}"))
        .hasMessageStartingWith("sender must be the id of a user, but is ")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(422);
              assertThat(e.problem().more()).containsEntry("field", "sender");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "content|7|content must be a string, but is 7",
        "channel|{}|channel must be a string, but is {}",
        "content|\"a\\u0000b\"|content must be text without NUL"
      })
  void refusesATextThatIsNone(String field, String value, String sentence) {
    assertThatThrownBy(() -> NewMessage.parse("{\"sender\":1,\"" + field + "\":" + value + "}"))
        .hasMessage(sentence)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().more()).containsEntry("field", field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"sender\":1} x"})
  void refusesWhatIsNoObject(String body) {
    assertThatThrownBy(() -> NewMessage.parse(body))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }
}
