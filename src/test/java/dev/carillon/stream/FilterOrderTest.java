package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterOrderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "> 100 | 101.5 | true",
        "=gt=100 | 100 | false",
        "=gt=100 | 99.99 | false",
        ">=100 | 100.00 | true",
        "=ge=100 | 1e2 | true",
        "<9 | 10 | false",
        "=lt=9 | -10 | true",
        "<=-1 | -1.0 | true",
        "=le=-1 | -0.5 | false",
        "==1 | 1.0 | true",
        "==1e0 | 1 | true",
        "==007 | 7 | true",
        "==+.5 | 0.50 | true",
        "==0 | -0.0 | true",
        "==9007199254740993 | 9007199254740992 | false",
        "==0.1 | 0.10000000000000000000000000000000000001 | false",
        "=in=(1,2.0) | 2 | true",
        "!=5 | 5.0 | false",
        "=gt=1e999999999 | 1 | false",
        "=lt=abc | 1 | false",
        "=ge=abc | 1 | false",
        "!=abc | 1 | true",
        "=gt=1000 | \"999\" | true",
        "==1.0 | \"1\" | false",
        "==01234 | \"01234\" | true"
      })
  void comparesNumbersAsNumbers(String comparison, String value, boolean expected) {
    assertMatches(comparison, value, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=gt=5 | \"NaN\" | true",
        "=gt=Infinity | \"NaN\" | true",
        "=lt=NaN | 5 | true",
        "=lt=NaN | \"NaN\" | false",
        "==nan | \"NaN\" | true",
        "==NaN | 5 | false",
        "=gt=1e9 | \"Infinity\" | true",
        "=lt=-1e9 | \"-Infinity\" | true",
        "==infinity | \"Infinity\" | true",
        "=lt=infinity | 5 | true",
        "==Nan | \"Nan\" | true",
        "==nan | \"Nan\" | false"
      })
  void knowsWhatNumericHasBesideNumbers(String comparison, String value, boolean expected) {
    assertMatches(comparison, value, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=gt=2026-11-21T09:30:00Z | \"2026-11-21T09:30:00.123456+00:00\" | true",
        "=gt=2026-11-21T10:30:01+01:00 | \"2026-11-21T09:30:00.5+00:00\" | false",
        "==2026-11-21T10:30+01:00 | \"2026-11-21T09:30:00+00:00\" | true",
        "==2026-11-21T09:30:00.1Z | \"2026-11-21T09:30:00.100+00:00\" | true",
        "!=2026-11-21T09:30Z | \"2026-11-21T09:30:00\" | false",
        "=in=(2025-01-01,2026-11-21T09:30Z) | \"2026-11-21T04:30:00-05:00\" | true",
        "=ge=2026-11-21 | \"2026-11-21\" | true",
        "=ge=2026-11-21 | \"2026-11-21T00:00:00\" | true",
        "=lt=2026-11-21 | \"2026-11-20T23:59:59.999999+00:00\" | true",
        "=lt=2026-11-21 | \"2026-11-20T23:59:59-00:30\" | false",
        "=gt='2026-11-21 09:30' | \"2026-11-21T09:31:00\" | true",
        "=lt=2026-11-21 | \"12026-01-01T00:00:00\" | false",
        "=lt=0001-01-01 | \"0044-03-15 BC\" | true",
        "=lt=2026-11-21 | \"0044-03-15T12:00:00+00:53:28 BC\" | true",
        "=gt=2026-11-21 | \"infinity\" | true",
        "=gt=2026-11-21 | \"-infinity\" | false",
        "==Infinity | \"infinity\" | true",
        "=lt=infinity | \"2026-11-21\" | true",
        "=lt=2026-13-01 | \"2026-12-01\" | true",
        "=gt=09:30 | \"10:00:00\" | true"
      })
  void comparesDatesAsInstants(String comparison, String value, boolean expected) {
    assertMatches(comparison, value, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=gt=B | \"a\" | true",
        "=lt=B | \"A\" | true",
        "=le=B | \"B\" | true",
        "=lt=BA | \"B\" | true",
        "=gt=\uFFFD | \"\uD83D\uDE00\" | true",
        "=lt=\uD83D\uDE00 | \"\uFFFD\" | true",
        "=lt=b | \"a\\nb\" | true",
        "=lt=b | {\"a\":1} | false",
        "=ge=a | [1] | false",
        "=gt=a | true | false"
      })
  void comparesTextByCodePoints(String comparison, String value, boolean expected) {
    assertMatches(comparison, value, expected);
  }

  private static void assertMatches(String comparison, String value, boolean expected) {
    assertThat(Filter.parse("c" + comparison).matches(new Row("{\"c\":" + value + "}")))
        .as("%s on %s", comparison, value)
        .isEqualTo(expected);
  }
}
