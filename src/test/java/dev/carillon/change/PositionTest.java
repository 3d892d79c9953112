package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.1042", "7.1", "999999999.999999999999999999"})
  void readsWhatItWrote(String text) {
    assertThat(Position.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.",
        ".1",
        "0.1",
        "01.1",
        "1.01",
        "-1.1",
        "1.-1",
        "1.1.1",
        " 1.1",
        "1.1 ",
        "1,1",
        "1.1e3",
        "１.１",
        "1.1\n",
        "foo",
        "earliest",
        "1234567890.1",
        "1.1234567890123456789"
      })
  void refusesWhatHasAnotherForm(String text) {
    assertThatThrownBy(() -> Position.parse(text))
        .isInstanceOf(MalformedPositionException.class)
        .hasMessage(
            "A position must have the form epoch.n, such as 1.1042, but is \"" + text + "\"");
  }

  @Test
  void shortensWhatItQuotes() {
    assertThatThrownBy(() -> Position.parse("9".repeat(10_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).endsWith("…\""));
  }

  @Test
  void comparesEpochsBeforeNumbers() {
    assertThat(new Position(1, 1000).isBefore(new Position(2, 5))).isTrue();
    assertThat(new Position(2, 9).isBefore(new Position(2, 10))).isTrue();
    assertThat(new Position(2, 10).isBefore(new Position(2, 10))).isFalse();
    assertThat(new Position(3, 0).compareTo(new Position(2, 10))).isPositive();
  }
}
