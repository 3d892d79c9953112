package dev.carillon.stream;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void comparesAsBigDecimalDoes(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      String some = number(random);
      String other = number(random);
      int expected = new BigDecimal(some).compareTo(new BigDecimal(other));
      assertThat(Integer.signum(decimal(some).compareTo(decimal(other))))
          .as("%s and %s", some, other)
          .isEqualTo(expected);
      assertThat(decimal(some).normal().equals(decimal(other).normal()))
          .as("%s and %s", some, other)
          .isEqualTo(expected == 0);
      assertThat(new BigDecimal(decimal(some).normal())).isEqualByComparingTo(some);
    }
  }

  private static String number(Random random) {
    StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
    digits(number, random, 1 + random.nextInt(3));
    if (random.nextBoolean()) {
      digits(number.append('.'), random, 1 + random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      number.append(random.nextBoolean() ? "e" : "E+").append(random.nextInt(4));
    } else if (random.nextInt(3) == 0) {
      number.append("e-").append(random.nextInt(4));
    }
    return number.toString();
  }

  private static void digits(StringBuilder number, Random random, int count) {
    for (int i = 0; i < count; i++) {
      number.append("0012".charAt(random.nextInt(4)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1e99999999999999999999, 1e5, 1",
    "1e-99999999999999999999, 0, 1",
    "-1e999999999999, 0, -1",
    "NaN, Infinity, 1",
    "nan, NaN, 0",
    "-infinity, -1e9, -1",
    "+INFINITY, 1e9, 1"
  })
  void ordersWhatIsBeyondNumbers(String some, String other, int expected) {
    assertThat(Integer.signum(decimal(some).compareTo(decimal(other)))).isEqualTo(expected);
    assertThat(Integer.signum(decimal(other).compareTo(decimal(some)))).isEqualTo(-expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", ".", "e5", "1e", "1e+", "1x", "1.2.3", "0x1", "--1", "1 ", "1e5.", "inf"})
  void knowsWhatIsNoNumber(String text) {
    assertThat(Decimal.parse(text)).isNull();
  }

  private static Decimal decimal(String text) {
    return requireNonNull(Decimal.parse(text));
  }
}
