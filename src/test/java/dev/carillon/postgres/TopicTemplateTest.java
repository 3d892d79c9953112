package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Row;
import dev.carillon.change.TopicSelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTemplateTest {

  @Test
  void isItselfWithoutParts() {
    assertThat(new TopicTemplate("sales.order").fill(new Row("{}"))).isEqualTo("sales.order");
    assertThat(new TopicTemplate("sales.order").fillAny()).isEqualTo("sales.order");
  }

  @Test
  void isFilledFromTheRow() {
    Row row =
        new Row("{\"id\":7,\"channel\":\"c$1\\\\d{x}\",\"nothing\":null,\"with space\":true}");
    assertThat(new TopicTemplate("chat/{channel}/{id}").fill(row)).isEqualTo("chat/c$1\\d{x}/7");
    assertThat(new TopicTemplate("{nothing}-{missing}.").fill(row)).isEqualTo("-.");
    assertThat(new TopicTemplate("{with space}").fill(row)).isEqualTo("true");
  }

  @Test
  void hasAStarForEachPartThatNoRowFills() {
    assertThat(new TopicTemplate("room/{id}/{name}").fillAny()).isEqualTo("room/*/*");
  }

  @ParameterizedTest
  @CsvSource({
    "stock_price, stock_price, true",
    "stock_price, stock*, true",
    "stock_price, *, true",
    "stock_price, stock, false",
    "stock_price, stock_price/x*, false",
    "chat/{channel}, chat/java, true",
    "chat/{channel}, chat/, true",
    "chat/{channel}, chat/j*, true",
    "chat/{channel}, ch*, true",
    "chat/{channel}, mail/*, false",
    "chat/{channel}, chat, false",
    "{tenant}/orders, whatever, true"
  })
  void coversWhatItCouldBe(String template, String selector, boolean covers) {
    assertThat(new TopicTemplate(template).covers(TopicSelector.parse(selector))).isEqualTo(covers);
  }
}
