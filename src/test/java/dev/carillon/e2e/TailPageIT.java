package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The live tail as a person uses it. */
class TailPageIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();
  private Browser browser;

  @BeforeEach
  void open() {
    browser = Browser.open("/tail.html");
    browser.awaitState("live");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void showsAChangeWithItsPositionItsOperationAndItsJson() throws SQLException {
    table.insert("shown");
    browser.awaitText("#changes li:first-child", table.name());
    Sql.execute("UPDATE " + table.name() + " SET note = 'changed'");
    browser.awaitText("#changes li:first-child", "changed");

    assertThat(browser.text("#changes li:first-child .op")).isEqualToIgnoringCase("update");
    assertThat(browser.text("#changes li:nth-child(2) .op")).isEqualToIgnoringCase("insert");
    assertThat(browser.text("#changes li:first-child .row-position")).matches("\\d+\\.\\d+");
    browser.click("#changes li:first-child summary");
    browser.awaitText("#changes li:first-child .raw", "\"op\": \"update\"");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void followsOnlyTheTopicsThatAreChosen() throws SQLException {
    browser.type("#topic-input", table.name());
    browser.click("#topic-add");
    browser.awaitState("live");
    Sql.execute("INSERT INTO stock_price (price) VALUES (1)");
    table.insert("chosen");

    browser.awaitText("#changes li:first-child", "chosen");
    assertThat(browser.text("#changes")).doesNotContain("stock_price");
  }

  @Test
  void replaysFromAPosition() throws SQLException {
    table.insert("one", "two");
    browser.awaitText("#changes li:first-child", "two");
    String position = browser.text("#changes li:nth-child(2) .row-position");
    browser.type("#resume-input", position);
    browser.click("#resume-go");

    browser.awaitText("#changes li:first-child", "replay");
    assertThat(browser.text("#changes")).contains("two").doesNotContain("one");
  }

  @Test
  void listensToARawChannelAndPublishes() throws SQLException {
    browser.click("#channel-listen");
    browser.awaitText("#channel-state", "Listening to demo");
    Sql.execute("NOTIFY demo, 'by SQL'");
    browser.awaitText("#channel-log li:first-child", "by SQL");
    browser.type("#channel-payload", "by the page");
    browser.click("#channel-publish");
    browser.awaitText("#channel-log li:first-child", "by the page");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void speaksOverTheSocket() {
    browser.click("#socket-connect");
    browser.awaitText("#socket-state", "Connected, carillon.v1");
    browser.click("#socket-send");

    browser.awaitText("#socket-log", "\"type\":\"subscribed\"");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void losesNothingWhenTheListeningBackendIsKilled() throws SQLException {
    table.insert("before");
    assertThat(Sql.killListener()).isTrue();
    table.insert("after");

    browser.awaitText("#changes li:nth-child(1)", "after");
    assertThat(browser.text("#changes li:nth-child(2)")).contains("before");
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
    table.insert("back");

    browser.awaitText("#changes li:first-child", "back");
  }
}
