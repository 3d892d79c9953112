package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stock tracker as a person uses it. */
class TrackerPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Browser browser;

  @BeforeEach
  void open() {
    browser = Browser.open("/");
    browser.awaitState("live");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void showsACommitOfAnyoneInTableAndChart() throws SQLException {
    insert("PAGE", "123.45");

    browser.awaitText("#trades tr:first-child", "PAGE");
    assertThat(browser.text("#trades tr:first-child")).contains("123.45").contains("ms");
    assertThat(browser.text("#symbols [data-symbol=PAGE]")).contains("123.45");
    assertThat(browser.find("#chart").getDomAttribute("aria-label")).contains("PAGE 123.45");
    assertThat(charted("PAGE")).contains("123.45");
    assertThat(browser.text("#figure-position")).matches("\\d+\\.\\d+");
    assertThat(browser.text("#connection-label")).isEqualTo("Live");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void showsTheLatestPriceOfEverySymbolAndLetsOneBeTraded() throws SQLException {
    insert("EVERY", "1.25");
    insert("EVERY", "2.50");
    browser.awaitText("#latest [data-symbol=EVERY]", "2.50");
    Sql.execute("DELETE FROM stock_price WHERE symbol = 'EVERY' AND price = 2.50");
    browser.awaitText("#latest [data-symbol=EVERY]", "1.25");
    browser.click("#latest [data-symbol=EVERY]");
    assertThat(browser.evaluate("document.querySelector('#trade-symbol').value"))
        .isEqualTo("EVERY");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void insertsATradeAndSaysWhenItCameBack() {
    browser.type("#trade-symbol", "FORM");
    browser.type("#trade-price", "77.5");
    browser.click("#trade-insert");

    browser.awaitText("#trade-result", "came back after");
    assertThat(browser.text("#trades tr:first-child")).contains("FORM").contains("77.50");
  }

  @Test
  void saysBesideTheFieldWhatIsWrongWithATrade() {
    browser.type("#trade-price", "-1");
    browser.click("#trade-insert");
    browser.awaitText("#trade-price-error", "price");
    assertThat(browser.find("#trade-price").getDomAttribute("aria-invalid")).isEqualTo("true");

    browser.type("#trade-price", "1");
    browser.type("#trade-symbol", "no symbol");
    browser.click("#trade-insert");
    browser.awaitText("#trade-symbol-error", "symbol");
    assertThat(browser.text("#trade-price-error")).isEmpty();
  }

  @Test
  void simulatesShowsHowFarItIsAndStops() {
    browser.type("#simulation-count", "100000");
    browser.type("#simulation-rate", "20");
    browser.click("#simulation-start");
    browser.awaitText("#simulation-state", "of 100,000, 20 per second");
    await().atMost(PATIENCE).until(() -> progress() > 10);
    browser.awaitText("#trades tr:first-child", "ms");

    browser.click("#simulation-stop");

    browser.awaitText("#simulation-state", "Stopped after");
    assertThat(browser.find("#simulation-start").isEnabled()).isTrue();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void losesNothingWhenTheListeningBackendIsKilled() throws SQLException {
    insert("BEFORE", "1");
    assertThat(Sql.killListener()).isTrue();
    insert("AFTER", "2");

    browser.awaitText("#trades tr:nth-child(1)", "AFTER");
    assertThat(browser.text("#trades tr:nth-child(2)")).contains("BEFORE");
    browser.awaitState("live");
  }

  @Test
  void saysHonestlyThatPostgresIsAwayAndGoesOnWhenItIsBack() throws SQLException {
    Carillon.running().assumeOwned();
    TestDatabase.stop();
    try {
      browser.awaitState("offline");
      assertThat(browser.text("#connection-detail")).contains("PostgreSQL");
    } finally {
      TestDatabase.start();
    }
    browser.awaitState("live");
    insert("RETURN", "3");

    browser.awaitText("#trades tr:first-child", "RETURN");
  }

  private static void insert(String symbol, String price) throws SQLException {
    Sql.execute("INSERT INTO stock_price VALUES (DEFAULT, '" + symbol + "', " + price + ")");
  }

  private long progress() {
    return (Long)
        browser.evaluate("Math.floor(document.querySelector('#simulation-progress').value)");
  }

  private String charted(String symbol) {
    return (String)
        browser.evaluate(
            "JSON.stringify(Chart.getChart('chart').data.datasets.find(d => d.label === '"
                + symbol
                + "').data)");
  }
}
