package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {
  private final Numerals numerals = new Numerals(new OneTable());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"price\":102.50}                         | {\"price\":\"102.50\"}",
        "{\"price\":-7}                             | {\"price\":\"-7\"}",
        "{\"price\":1e30}                           | {\"price\":\"1e30\"}",
        "{\"price\":null}                           | {\"price\":null}",
        "{\"price\":\"NaN\"}                        | {\"price\":\"NaN\"}",
        "{\"price\":[1.5,null,[2]]}                 | {\"price\":[\"1.5\",null,[\"2\"]]}",
        "{\"id\":9007199254740992}                  | {\"id\":9007199254740992}",
        "{\"id\":9007199254740993}                  | {\"id\":\"9007199254740993\"}",
        "{\"id\":-9007199254740993}                 | {\"id\":\"-9007199254740993\"}",
        "{\"id\":12345678901234567890}              | {\"id\":\"12345678901234567890\"}",
        "{\"ratio\":0.1234567890123456}             | {\"ratio\":0.1234567890123456}",
        "{\"data\":{\"a\":[9007199254740993,1]}}    | {\"data\":{\"a\":[\"9007199254740993\",1]}}",
        "{\"text\":\"9007199254740993\"}            | {\"text\":\"9007199254740993\"}",
        "{\"text\":\"say \\\"12345678901234567\\\"\"} | {\"text\":\"say \\\"12345678901234567\\\"\"}",
        "{\"b\":true}                               | {\"b\":true}",
        "{}                                         | {}",
      })
  void quotesWhatJavaScriptWouldRound(String row, String quoted) {
    assertThat(numerals.quoted(new Row(row), "public.t").json()).isEqualTo(quoted);
  }
}
