package dev.carillon.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.QueryValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "two words", "direct/1/3", "Käse & Brot?", "x/y#z"})
  void takesAChannelThatCouldHaveMessages(String channel) {
    assertThat(Given.channel(channel)).isEqualTo(channel);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a*", "a\tb", "a\nb"})
  void refusesAChannelThatCouldHaveNone(String channel) {
    assertThatThrownBy(() -> Given.channel(channel))
        .hasMessage(
            "channel must be 1 to 48 bytes without *, control characters and blanks around it, but is \""
                + channel
                + "\"");
  }

  @Test
  void countsTheBytesOfAChannelAndNotItsLetters() {
    assertThat(Given.isChannel("x".repeat(48))).isTrue();
    assertThat(Given.isChannel("x".repeat(49))).isFalse();
    assertThat(Given.isChannel("ä".repeat(24))).isTrue();
    assertThat(Given.isChannel("ä".repeat(25))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "101", "-1", "1.5", "x", "9999999999999999999"})
  void refusesANumberOutOfBounds(String number) {
    assertThatThrownBy(() -> QueryValue.whole("limit", number, 1, 100))
        .hasMessage("limit must be a whole number between 1 and 100, but is \"" + number + "\"");
  }

  @Test
  void knowsAVisitorByWhatHisSocketsAddressSays() {
    assertThat(Visitor.of("s1", Map.of("user", List.of("2"), "channel", List.of("lobby"))))
        .contains(new Visitor("s1", 2, "lobby"));
  }

  @Test
  void takesNobodyForAVisitorWhoDoesNotSayWhoAndWhere() {
    for (String user : List.of("", "0", "x", "2147483648", "-2")) {
      assertThat(Visitor.of("s1", Map.of("user", List.of(user), "channel", List.of("lobby"))))
          .as(user)
          .isEmpty();
    }
    assertThat(Visitor.of("s1", Map.of("user", List.of("2")))).isEmpty();
    assertThat(Visitor.of("s1", Map.of("user", List.of("2", "3"), "channel", List.of("a"))))
        .isEmpty();
    assertThat(Visitor.of("s1", Map.of("user", List.of("2"), "channel", List.of("a*")))).isEmpty();
  }
}
