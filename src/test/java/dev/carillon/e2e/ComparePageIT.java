package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stock tracker's three ways side by side, as a person compares them. */
class ComparePageIT {
  /** Bytes that the head of an answer has at least. */
  private static final int FIRST_LINE = 17;

  private static final String[] WAYS = {"v1", "v2", "v3"};

  private static Browser browser;
  private static ComparePage page;

  @BeforeAll
  static void sitDown() {
    browser = Browser.open("/bell.svg");
    page = new ComparePage(browser);
  }

  @AfterAll
  static void getUp() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    page.open();
  }

  @Test
  void showsTheSamePricesInEachWayAndWhatThatHasCost() {
    page.askEach("100");
    page.simulate(12, 8);
    for (String way : WAYS) {
      page.awaitFigure("Prices shown", way, "12");
      page.awaitFigure("Missed", way, "0");
      assertThat(page.figure("Twice", way)).isEqualTo("0");
      assertThat(page.figure("Delay, median", way)).endsWith("s");
      assertThat(page.charted(way)).isEqualTo(page.charted("v1"));
    }
    page.askEach("60,000");

    for (String way : new String[] {"v1", "v2"}) {
      await()
          .atMost(ComparePage.PATIENCE)
          .until(() -> page.number("Requests", way) == page.asked(way));
      assertThat(page.number("Bytes", way))
          .as("bodies as the browser counts them, and some lines of headers")
          .isBetween(
              page.bodies(way) + FIRST_LINE * page.asked(way),
              page.bodies(way) + 800 * page.asked(way));
    }
    assertThat(page.figure("Requests", "v3")).isEqualTo("1");
    assertThat(page.number("Bytes", "v3")).isBetween(12 * 80L, 12 * 300L);
    assertThat(browser.text("#verdict"))
        .contains(
            "v1 asked " + page.figure("Requests", "v1") + " times for 12 prices", "v3 once for 12");
    assertThat(browser.errors()).isEmpty();
    page.assertThatItFits();
  }

  @Test
  void saysWhoMissesWhatCommitsLateAndWhoIsToldThatItIsDeleted() throws SQLException {
    try (Connection late = Sql.connect();
        var statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute(insert("LATE"));
      Sql.execute(insert("EARLY"));
      page.awaitFigure("Prices shown", "v1", "1");
      page.awaitFigure("Prices shown", "v2", "1");
      late.commit();
    }
    page.awaitFigure("Prices shown", "v3", "2");
    page.awaitFigure("Missed", "v1", "1");
    page.awaitFigure("Missed", "v2", "1");
    assertThat(page.figure("Missed", "v3")).isEqualTo("0");
    assertThat(browser.text("#verdict")).contains("v1 has missed 1 price");
    browser.awaitText("#v3 .chips", "LATE");

    Sql.execute("DELETE FROM stock_price WHERE symbol IN ('LATE', 'EARLY')");
    browser.awaitText("#verdict", "v3 told of 2 changes of rows that were shown before");
    await().atMost(ComparePage.PATIENCE).until(() -> !browser.text("#v3 .chips").contains("LATE"));
    assertThat(browser.text("#v1 .chips")).as("as it was told").contains("EARLY");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void saysThatAPersonHasStoppedItAndGoesOnWithoutLoss() throws SQLException {
    browser.click("#v3 .toggle");
    browser.awaitText("#connection-label", "Closed");
    assertThat(browser.text("#connection-detail"))
        .endsWith("You have stopped v3.")
        .doesNotContain("Trying again");
    Sql.execute(insert("STOP"), insert("STOP"));
    page.awaitFigure("Behind", "v3", "2");
    browser.click("#v3 .toggle");
    page.awaitFigure("Prices shown", "v3", "2");
    browser.awaitState("live");
    assertThat(page.figure("Twice", "v3")).isEqualTo("0");
    assertThat(page.figure("Missed", "v3")).isEqualTo("0");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void readsTheTableAnewWhereTheLogHasForgottenWhereItStood() throws SQLException {
    Sql.execute(insert("GONE"));
    page.awaitFigure("Prices shown", "v3", "1");
    browser.click("#v3 .toggle");
    browser.awaitText("#connection-label", "Closed");
    commit(insert("MISSED"));
    commit("INSERT INTO job (state) SELECT 'done' FROM generate_series(0, " + Carillon.TAIL + ")");
    commit("DELETE FROM stock_price WHERE symbol = 'GONE'");
    Sql.execute("SELECT carillon.trim('0 seconds', 1099511627776)");
    page.awaitFigure("Behind", "v3", "1");
    browser.click("#v3 .toggle");

    browser.awaitText("#verdict", "v3 was told once that what it had missed can’t be replayed");
    browser.awaitState("live");
    page.awaitFigure("Prices shown", "v3", "2");
    browser.awaitText("#v3 .chips", "MISSED");
    assertThat(browser.text("#v3 .chips")).doesNotContain("GONE");
    Sql.execute(insert("LIVE"));
    page.awaitFigure("Prices shown", "v3", "3");
    assertThat(page.figure("Twice", "v3")).isEqualTo("0");
    assertThat(browser.errors()).isEmpty();
  }

  /** And waits until it has its place in the log. */
  private static void commit(String sql) throws SQLException {
    String before = Api.status().getString("position");
    Sql.execute(sql);
    await().until(() -> !Api.status().getString("position").equals(before));
  }

  private static String insert(String symbol) {
    return "INSERT INTO stock_price (symbol, price) VALUES ('" + symbol + "', 12.5)";
  }
}
