package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @Test
  void splitsAnEmptyObject() {
    assertThat(JsonText.split("{}")).isEmpty();
    assertThat(JsonText.split("{ }")).isEmpty();
  }

  @Test
  void keepsTheOrderAndEveryDigit() {
    String json =
        "{\"b\":12345678901234567890.12345678901234567890,\"a\":-1e-400,\"c\":9007199254740993}";
    assertThat(JsonText.split(json))
        .containsExactly(
            entry("b", "12345678901234567890.12345678901234567890"),
            entry("a", "-1e-400"),
            entry("c", "9007199254740993"));
  }

  @Test
  void leavesNestedJsonAsItIs() {
    String nested = "{\"a\": [1, {\"}\": \"]\"}, \"\\\"{\"], \"b\": {}}";
    assertThat(JsonText.split("{\"id\":1,\"doc\":" + nested + ",\"list\":[[],[1]],\"end\":true}"))
        .containsExactly(
            entry("id", "1"),
            entry("doc", nested),
            entry("list", "[[],[1]]"),
            entry("end", "true"));
  }

  @Test
  void readsOverEscapesInStrings() {
    String json = "{\"a\":\"\\\\\",\"b\":\"\\\",\\\"c\\\":\\\"\",\"d\":\"\\u0022\"}";
    assertThat(JsonText.split(json))
        .containsExactly(
            entry("a", "\"\\\\\""),
            entry("b", "\"\\\",\\\"c\\\":\\\"\""),
            entry("d", "\"\\u0022\""));
  }

  @Test
  void readsNamesThatAreEscaped() {
    assertThat(JsonText.split("{\"say \\\"hi\\\"\":1,\"tab\\there\":2,\"größe😀\":3}"))
        .containsExactly(entry("say \"hi\"", "1"), entry("tab\there", "2"), entry("größe😀", "3"));
  }

  @Test
  void stepsOverWhiteSpaceBetweenTokens() {
    assertThat(JsonText.split("{ \"a\" : 1 , \"b\" : null\t,\"c\" : \"x\" }"))
        .containsExactly(entry("a", "1"), entry("b", "null"), entry("c", "\"x\""));
  }

  @Test
  void unquotesEveryEscape() {
    assertThat(JsonText.unquote("\"plain\"")).isEqualTo("plain");
    assertThat(JsonText.unquote("\"\"")).isEmpty();
    assertThat(JsonText.unquote("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\""))
        .isEqualTo("\"\\/\b\f\n\r\tä😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "größe 😀",
        "\"",
        "\\",
        "line\nbreak",
        "\u0001",
        "a\u2028b",
        "</script>"
      })
  void quotesWhatAParserReadsBack(String plain) {
    String quoted = JsonText.quote(plain);
    assertThat(quoted).doesNotContain("\n");
    try (var reader = Json.createReader(new StringReader(quoted))) {
      assertThat(((JsonString) reader.readValue()).getString()).isEqualTo(plain);
    }
  }
}
