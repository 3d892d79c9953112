package dev.carillon.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.ProblemException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewPriceTest {

  @Test
  void readsAPrice() {
    assertThat(NewPrice.parse("{\"symbol\":\"ACME\",\"price\":102.25}"))
        .isEqualTo(new NewPrice("ACME", new BigDecimal("102.25")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.01", "1.50000", "1e3", "9999999999.99"})
  void takesEveryPriceThatTheColumnHolds(String price) {
    assertThat(NewPrice.parse("{\"symbol\":\"A.B-1\",\"price\":" + price + "}").price())
        .isEqualByComparingTo(price);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-0.01", "0.001", "9999999999.999", "10000000000", "1e999999999", "1e-999999999"})
  void refusesAPriceOutOfBounds(String price) {
    assertThatThrownBy(() -> NewPrice.parse("{\"symbol\":\"A\",\"price\":" + price + "}"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(422))
        .hasMessageStartingWith(
            "price must be between 0 and 9999999999.99 with at most 2 decimals, but is ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"symbol\":\"A\"}",
        "{\"symbol\":\"A\",\"price\":\"1\"}",
        "{\"symbol\":\"A\",\"price\":null}"
      })
  void refusesAPriceThatIsNoNumber(String body) {
    assertThatThrownBy(() -> NewPrice.parse(body))
        .hasMessageStartingWith("price must be a number, but is ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\"acme\"",
        "\"A B\"",
        "\"ABCDEFGHIJKLM\"",
        "7",
        "\"Ä\"",
        "\"A\\n\""
      })
  void refusesASymbolThatIsNone(String symbol) {
    assertThatThrownBy(() -> NewPrice.parse("{\"symbol\":" + symbol + ",\"price\":1}"))
        .hasMessage(
            "symbol must be 1 to 12 capital letters, digits, dots or hyphens, but is " + symbol);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "7", "{", "price=7", "{\"symbol\":\"A\",\"price\":1} x"})
  void refusesWhatIsNoObject(String body) {
    assertThatThrownBy(() -> NewPrice.parse(body))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }

  @Test
  void refusesABodyThatIsTooDeep() {
    assertThatThrownBy(() -> NewPrice.parse("{\"a\":".repeat(5000)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }
}
