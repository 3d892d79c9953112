package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicSelectorTest {

  @ParameterizedTest
  @CsvSource({
    "stock_price, stock_price, true",
    "stock_price, stock_prices, false",
    "stock_price, Stock_Price, false",
    "stock*, stock_price, true",
    "stock*, stock, true",
    "stock*, stoc, false",
    "chat/*, chat/, true",
    "chat/*, chat, false",
    "*, anything, true",
    "größe, größe, true"
  })
  void matchesByNameOrBeginning(String selector, String topic, boolean matches) {
    assertThat(TopicSelector.parse(selector).matches(Samples.insert(1, topic))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "chat/java, chat/*, true",
    "chat/*, chat/*, true",
    "ch*, chat/*, true",
    "*, chat/*, true",
    "chat/java*, chat/*, true",
    "mail/java, chat/*, false",
    "chat, chat/*, false",
    "stock_price, stock_price, true",
    "stock_price, other, false",
    "room/7/chat, room/*/chat, true",
    "room/7*, room/*/chat, true",
    "hall/7/chat, room/*/chat, false"
  })
  void hearsOfATruncateThatMayConcernIt(String selector, String topic, boolean matches) {
    assertThat(TopicSelector.parse(selector).matches(Samples.truncate(1, topic)))
        .isEqualTo(matches);
  }

  @Test
  void takesAStarInARowsValueForWhatItIs() {
    assertThat(TopicSelector.parse("chat/java").matches(Samples.insert(1, "chat/*"))).isFalse();
    assertThat(TopicSelector.parse("chat/*").matches(Samples.insert(1, "chat/*"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "chat/java, chat/, true",
    "chat/, chat/, true",
    "cha, chat/, false",
    "cha*, chat/, true",
    "chat/j*, chat/, true",
    "mail*, chat/, false"
  })
  void overlapsWhereSomeTopicCouldMatch(String selector, String beginning, boolean overlaps) {
    assertThat(TopicSelector.parse(selector).overlaps(beginning)).isEqualTo(overlaps);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*b", "*a", "**", "a\nb", "\u0000", "a\u007f"})
  void refusesWhatIsNoSelector(String written) {
    assertThatThrownBy(() -> TopicSelector.parse(written))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "topic must be 1 to 255 bytes, with * only at its end, but is \"" + written + "\"");
  }

  @Test
  void countsBytes() {
    assertThat(TopicSelector.parse("ä".repeat(127))).hasToString("ä".repeat(127));
    assertThatThrownBy(() -> TopicSelector.parse("ä".repeat(128)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "chat/*", "stock_price"})
  void writesWhatItRead(String written) {
    assertThat(TopicSelector.parse(written)).hasToString(written);
  }
}
