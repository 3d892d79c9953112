package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterEqualitiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a==x;b=gt=1 | a",
        "a==x,b==1 | ''",
        "a==x,a==y | a",
        "a!=x | ''",
        "a=out=(x) | ''",
        "a==x* | ''",
        "a=in=(x,y*) | ''",
        "a.b==x | ''",
        "(a==x;b==y);c=gt=1 | a b",
        "a=null=true;b=like=x | ''"
      })
  void areTold(String filter, String columns) {
    Set<String> expected = columns.isEmpty() ? Set.of() : Set.of(columns.split(" "));
    assertThat(Filter.parse(filter).equalities().keySet()).isEqualTo(expected);
  }

  @Test
  void areWhatAllPartsAllow() {
    Map<String, Set<String>> one = Filter.parse("a=in=(x,y);a=in=(y,z)").equalities();
    assertThat(one).containsExactly(Map.entry("a", Set.of("y")));
    assertThat(Filter.parse("a==x;a==y").equalities()).containsEntry("a", Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1, 1.0",
        "1, 1e0",
        "100, 1E+2",
        "0, -0.00",
        "-12.50, -1.25e1",
        "\"x\", \"\\u0078\"",
        "\"2026-11-21\", \"2026-11-21T01:00:00+01:00\""
      })
  void haveOneFormForEqualValues(String some, String other) {
    assertThat(Filter.normal(some)).isEqualTo(Filter.normal(other));
  }

  @Test
  void areReadable() {
    assertThat(Filter.normal("42")).isEqualTo("42");
    assertThat(Filter.normal("\"ACME\"")).isEqualTo("ACME");
    assertThat(Filter.normal("true")).isEqualTo("true");
  }
}
