package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Raw channels as a person uses them who knows psql. */
class ChannelsPageIT {
  private static final String NEWEST = "#console-log li:first-child";

  private static Browser browser;

  @BeforeAll
  static void sitDown() {
    browser = Browser.open("/channels.html");
  }

  @AfterAll
  static void getUp() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.go("/channels.html");
    browser.awaitState("live");
    browser.awaitText("#console-state", "Connected");
    browser.awaitText("#raw-state", "listening");
    browser.errors(); // those of the test before are not of this one
  }

  @Test
  void listensNotifiesAndUnlistensAsPsqlDoes() throws SQLException {
    run("LISTEN demo_page;");
    browser.awaitText("#console-channels", "demo_page");
    Sql.execute("NOTIFY demo_page, 'by SQL'");
    browser.awaitText(
        NEWEST, "Asynchronous notification \"demo_page\" with payload \"by SQL\" received from");
    run("NOTIFY demo_page, 'it''s me'");
    browser.awaitText("#console-log", "with payload \"it's me\" received from server process");
    run("NOTIFY DEMO_PAGE");
    browser.awaitText(
        "#console-log", "notification \"demo_page\" received from server process with PID");

    run("UNLISTEN *");
    browser.awaitText("#console-channels", "nothing");
    Sql.execute("NOTIFY demo_page, 'unheard'");
    run("LISTEN \"demo two\"");
    browser.awaitText("#console-channels", "\"demo two\"");
    assertThat(browser.text("#console-log")).doesNotContain("unheard");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAStatement() {
    run("SELECT 1");
    browser.awaitText(NEWEST, "only LISTEN, NOTIFY and UNLISTEN");
    run("NOTIFY demo 'x'");
    browser.awaitText(NEWEST, "syntax error at or near \"'x'\"");
    run("NOTIFY secret");
    browser.awaitText(NEWEST, "carillon.channels.publish");
    browser.find("#console-input").sendKeys(Keys.ARROW_UP, Keys.ARROW_UP);
    assertThat(browser.find("#console-input").getDomProperty("value")).isEqualTo("NOTIFY demo 'x'");
  }

  @Test
  void showsThatANotificationIsNotAChange() {
    browser.click("#try-commit");
    result("One transaction was committed. Raw channel: 1 notification. Log: 1 change.");
    browser.click("#try-rollback");
    result("One transaction was rolled back. Raw channel: 0 notifications. Log: 0 changes.");
    browser.click("#try-publish");
    result("then his transaction was rolled back. Raw channel: 1 notification. Log: 0 changes.");
    browser.click("#try-cut");
    result("while the connection was cut. Raw channel: 0 notifications. Log: 3 changes.");

    assertThat(browser.text("#change-log"))
        .contains("while away 4.1", "while away 4.3", "replayed");
    browser.awaitState("live");
    browser.photograph("channels-compared");
    assertThat(browser.errors()).isEmpty();
  }

  /** Its own name for the channel is replaced by one that is too long, so the server refuses. */
  @Test
  void saysInTheServersWordsWhyItDoesNotListen() {
    browser.run(
        "const there = EventSource; window.EventSource = class extends there { constructor(url) {"
            + " super(url.endsWith('/demo') ? 'api/channels/' + 'x'.repeat(64) : url); } }");
    browser.click("#try-cut");
    browser.awaitText("#raw-state", "Trying again");

    assertThat(browser.text("#raw-state")).contains("not listening: ", "63");
    browser.awaitState("live");
    result("while the connection was cut. Raw channel: 0 notifications. Log: 3 changes.");
  }

  private static void result(String text) {
    browser.awaitText("#compare-result", text);
  }

  private static void run(String statement) {
    browser.type("#console-input", statement);
    browser.click("#console-run");
  }
}
