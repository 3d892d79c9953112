package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterErrorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "price=foo=1 | 6 | one of the operators ==, !=, =lt= or <, | has \"=foo=\" there",
        "price=1 | 6 | one of the operators | has \"=\" there",
        "price=gt1 | 6 | one of the operators | has \"=gt\" there",
        "price~1 | 6 | one of the operators | has \"~\" there",
        "price | 6 | one of the operators | ends there",
        "price 100 | 7 | one of the operators | has \"100\" there",
        "price== | 8 | a value, or \"\" for empty text, | ends there",
        "price==;a==1 | 8 | a value | has \";\" there",
        "==1 | 1 | a column's name or ( | has \"==\" there",
        "a==1; | 6 | a column's name or ( | ends there",
        "a==1;;b==1 | 6 | a column's name or ( | has \";\" there",
        "''==1 | 1 | a column's name | has \"''\" there",
        "() | 2 | a column's name or ( | has \")\" there",
        "(a==1 | 6 | ; (and) or , (or) or ) | ends there",
        "a==1) | 5 | ; (and) or , (or) or its end | has \")\" there",
        "a==x y | 6 | quotes around a value with spaces | has \"y\" there",
        "a==1 AND b==2 | 6 | ; (and) or , (or) | has \"AND\" there",
        "a==it's | 6 | a value whose quote is closed | has \"'s\" there",
        "😀==1 ! | 6 | one of the operators | has \"!\" there",
        "a=in=() | 7 | a value | has \")\" there",
        "a=in=(1, | 9 | a value | ends there",
        "a=in=(1;2) | 8 | , or ) | has \";\" there",
        "a=in=(1 | 8 | , or ) | ends there",
        "a==(1,2) | 6 | only =in= and =out= take several | has \",\" there",
        "a=null=maybe | 8 | true or false | has \"maybe\" there",
        "a=null=(maybe) | 9 | true or false | has \"maybe\" there",
        "a=null=() | 9 | true or false | has \")\" there"
      })
  void saysWhereAndWhatIsAllowed(String filter, int column, String allowed, String found) {
    Problem problem = problem(filter);
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail())
        .startsWith("filter must have ")
        .contains(allowed, " at column " + column + ", but " + found)
        .endsWith("; a filter is such as price=gt=100;symbol==ACME");
    assertThat(problem.more()).containsEntry("column", String.valueOf(column));
  }

  @Test
  void namesAllOperators() {
    assertThat(problem("a=x=1").detail())
        .contains(
            "==, !=, =lt= or <, =le= or <=, =gt= or >, =ge= or >=, =in=, =out=, =like=, =ilike=,"
                + " =null=, =notnull= at");
  }

  @Test
  void boundsWhatAFilterMayBe() {
    assertThat(problem("a==" + "x".repeat(4094)).detail())
        .isEqualTo("filter must have at most 4096 characters, but has 4097");
    assertThat(problem("(".repeat(65)).detail())
        .startsWith("filter must have at most 64 parentheses in each other, but has one more at")
        .contains("column 65;");
    assertThat(problem("a==1;".repeat(257)).detail())
        .contains("at most 256 comparisons", "column 1281;");
    assertThat(problem("a" + ".a".repeat(64) + "==1").detail())
        .contains("at most 64 names in a path");
    assertThat(problem("a=like=" + "x".repeat(257)).detail())
        .contains("at most 256 characters in a pattern", "column 8;");
    assertThat(problem("a==*" + "x".repeat(256)).detail()).contains("256 characters in a pattern");
  }

  @Test
  void takesWhatIsWithinBounds() {
    Filter.parse("a==" + "x".repeat(4093));
    Filter.parse("(".repeat(64) + "a==1" + ")".repeat(64));
    Filter.parse("a==1;".repeat(255) + "a==1");
    assertThat(Filter.parse("a" + ".a".repeat(63) + "==1").text()).hasSize(130);
  }

  @Test
  void doesNotRepeatALongMistake() {
    assertThat(problem("a==1 " + "x".repeat(4000)).detail()).hasSizeLessThan(300);
  }

  private static Problem problem(String filter) {
    ProblemException[] thrown = new ProblemException[1];
    assertThatThrownBy(() -> Filter.parse(filter))
        .isInstanceOfSatisfying(ProblemException.class, e -> thrown[0] = e);
    return thrown[0].problem();
  }
}
