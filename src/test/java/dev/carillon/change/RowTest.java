package dev.carillon.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {

  @Test
  void isOneLineWhateverAJsonColumnHolds() {
    Row row = new Row("{\"id\":1,\"doc\":{\n  \"a\": 1,\r\n  \"b\": [2,\n3]\n},\"end\":2}");
    assertThat(row.json()).doesNotContain("\n", "\r");
    assertThat(row.columns()).containsOnlyKeys("id", "doc", "end");
    assertThat(row.text("doc")).startsWith("{").endsWith("}").contains("\"b\": [2, 3]");
    assertThat(row.text("end")).isEqualTo("2");
  }

  @Test
  void readsANumberBeforeALineBreak() {
    Row row = new Row("{\"a\":1\n,\"b\":true\r\n}");
    assertThat(row.text("a")).isEqualTo("1");
    assertThat(row.text("b")).isEqualTo("true");
  }

  @Test
  void tellsColumnsAsPlainText() {
    Row row =
        new Row("{\"s\":\"a \\\"b\\\"\",\"n\":10.50,\"t\":true,\"nothing\":null,\"j\":{\"x\":1}}");
    assertThat(row.text("s")).isEqualTo("a \"b\"");
    assertThat(row.text("n")).isEqualTo("10.50");
    assertThat(row.text("t")).isEqualTo("true");
    assertThat(row.text("nothing")).isEmpty();
    assertThat(row.text("missing")).isEmpty();
    assertThat(row.text("j")).isEqualTo("{\"x\":1}");
  }

  @Test
  void keepsOnlyTheColumnsThatAreAskedFor() {
    Row row = new Row("{\"id\":7,\"say \\\"hi\\\"\":\"x\",\"z\":null}");
    assertThat(row.only(List.of("z", "id", "missing"))).isEqualTo(new Row("{\"z\":null,\"id\":7}"));
    assertThat(row.only(List.of("say \"hi\"")).json()).isEqualTo("{\"say \\\"hi\\\"\":\"x\"}");
    assertThat(row.only(List.of()).json()).isEqualTo("{}");
  }

  @Test
  void tellsWhichColumnsDiffer() {
    Row old = new Row("{\"id\":1,\"price\":1.0,\"gone\":1,\"note\":null}");
    Row now = new Row("{\"id\":1,\"price\":1.00,\"note\":\"\",\"added\":null}");
    assertThat(Row.changed(old, now)).containsExactly("price", "note", "added");
    assertThat(Row.changed(now, now)).isEmpty();
  }

  @Test
  void isEqualToARowWithTheSameText() {
    assertThat(new Row("{\"a\":1}"))
        .isEqualTo(new Row("{\"a\":1}"))
        .hasSameHashCodeAs(new Row("{\"a\":1}"))
        .isNotEqualTo(new Row("{\"a\":2}"))
        .hasToString("{\"a\":1}");
  }
}
