package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.JsonText;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ACME | ACME | true",
        "ACME | acme | false",
        "A% | ACME | true",
        "%ME | ACME | true",
        "%C%E | ACME | true",
        "A%Z | ACME | false",
        "A_ME | ACME | true",
        "A_ME | AME | false",
        "____ | ACME | true",
        "%____% | ACM | false",
        "%ab%ab | abaab | true",
        "50\\% | 50% | true",
        "50\\% | 500 | false",
        "a\\_b | axb | false",
        "a\\\\b | a\\b | true",
        "a*b | axb | false",
        "_ | \uD83D\uDE00 | true",
        "__ | \uD83D\uDE00 | false",
        "two%\"lines\" | two \"lines\" | true"
      })
  void isSqlsLike(String pattern, String text, boolean expected) {
    assertThat(Like.sql(pattern, false).accepts(JsonText.quote(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ac%, ACME, true", "AC%, acme, true", "größe, GRÖSSE, false", "ÄÖ, äö, true"})
  void ignoresCaseIfAsked(String pattern, String text, boolean expected) {
    assertThat(Like.sql(pattern, true).accepts(JsonText.quote(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"10%, 1042, true", "t%, true, true", "1_, 102, false", "%, null, false"})
  void looksAtWhatIsNoStringAsWritten(String pattern, String json, boolean expected) {
    assertThat(Like.sql(pattern, false).accepts(json)).isEqualTo(expected);
  }

  @Test
  void goesOverLineBreaks() {
    assertThat(Like.sql("two%lines", false).accepts("\"two\\n\\u0020lines\"")).isTrue();
    assertThat(Like.sql("two_lines", false).accepts("\"two\\nlines\"")).isTrue();
  }

  @Test
  void agreesWithRegularExpressions() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      String pattern = letters(random, "ab%_", 8);
      String text = letters(random, "ab", 10);
      boolean expected =
          Pattern.matches(
              pattern.replace("%", ".*").replace('_', '.').replaceAll("(\\.\\*)+", ".*"), text);
      assertThat(Like.sql(pattern, false).accepts('"' + text + '"'))
          .as("%s on %s", pattern, text)
          .isEqualTo(expected);
    }
  }

  /** With 2 to the power of 40 ways to try, it would not end. */
  @Test
  void doesNotTryEveryWay() {
    Like hostile = Like.sql("%a".repeat(40) + "%b", false);
    assertThat(hostile.accepts('"' + "a".repeat(100_000) + '"')).isFalse();
  }

  private static String letters(Random random, String alphabet, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
