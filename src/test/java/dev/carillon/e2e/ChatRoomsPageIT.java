package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * The chat over time and in several channels: what waits, who is here, what was, what is missed.
 */
class ChatRoomsPageIT {
  private static Browser one;
  private static Browser other;

  private final String channel = "page-" + Long.toString(System.nanoTime(), 36);

  @BeforeAll
  static void open() {
    one = Browser.open(ChatPage.ELSEWHERE);
    other = Browser.open(ChatPage.ELSEWHERE);
  }

  @AfterAll
  static void close() {
    for (Browser browser : new Browser[] {one, other}) {
      if (browser != null) {
        browser.close();
      }
    }
  }

  @BeforeEach
  void beginAnew() {
    for (Browser browser : new Browser[] {one, other}) {
      browser.go(ChatPage.ELSEWHERE);
      browser.errors(); // those of the test before
    }
  }

  @Test
  void countsWhatIsUnreadElsewhereUntilItIsSeen() throws SQLException {
    String quiet = channel + "-b";
    Chat.insert("Charlie", quiet, "First");
    ChatPage.enter(one, 1, channel);
    ChatPage.enter(other, 1, channel);
    String chip = "[data-channel='" + quiet + "'] .badge";
    one.awaitText(chip, "1");
    Chat.insert("Bob", quiet, "Second");
    one.awaitText(chip, "2");
    other.awaitText(chip, "2");
    assertThat((String) one.evaluate("document.title")).matches("\\(\\d+\\) Chat · Carillon");

    one.click("[data-channel='" + quiet + "']");
    one.awaitText(ChatPage.NEWEST, "Second");
    await()
        .atMost(ChatPage.PATIENCE)
        .until(() -> one.text(chip).isEmpty() && other.text(chip).isEmpty());
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void letsACustomerAskStaffAndStaffAnswer() throws SQLException {
    Sql.execute("DELETE FROM unread WHERE reader = 3");
    ChatPage.enter(one, 1, channel);
    ChatPage.enter(other, 3, channel);
    one.click("[data-ask='3']");
    one.awaitText("#room-title", "Charlie");
    one.awaitState("live");
    one.press(ChatPage.SEND, "How does it work?", Keys.ENTER);
    String question = "[data-channel='direct/1/3']";
    other.awaitText(question, "Abe");
    other.awaitText(question + " .badge", "1");

    other.click(question);
    other.awaitText(ChatPage.NEWEST, "How does it work?");
    other.press(ChatPage.SEND, "Well.", Keys.ENTER);
    one.awaitText(ChatPage.NEWEST, "Well.");
    assertThat(one.text("#people")).as("two customers have no channel").doesNotContain("Write");
    one.choose("#me", "Bob");
    await().atMost(ChatPage.PATIENCE).until(() -> !one.text("#channels").contains("@"));
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void tellsWhoIsHereAlsoWhenABrowserIsGone() {
    ChatPage.enter(one, 1, channel);
    one.awaitText("#people [data-user='1']", "here");
    assertThat(one.text("#people [data-user='2']")).contains("away");
    ChatPage.enter(other, 2, channel);
    one.awaitText("#people [data-user='2']", "here");
    one.awaitText("#here", "2 here");

    other.go(ChatPage.ELSEWHERE);
    one.awaitText("#people [data-user='2']", "away");
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void leadsBackThroughTheHistory() throws SQLException {
    Sql.execute(
        "INSERT INTO message (sender, channel, content) SELECT 1 + i % 3, '"
            + channel
            + "', 'message ' || i FROM generate_series(1, 70) i");
    ChatPage.enter(one, 1, channel);
    one.awaitText(ChatPage.NEWEST, "message 70");
    assertThat(one.text("#messages li:first-child")).contains("message 21");

    one.click("#older");
    one.awaitText("#messages li:first-child", "message 1");
    one.awaitText("#beginning", "Here it begins");
    assertThat((Long) one.evaluate("document.querySelectorAll('#messages li').length"))
        .isEqualTo(70);
  }

  @Test
  void missesNothingWhileItsNetworkIsAwayOrItIsReloaded() throws SQLException {
    Chat.insert("Bob", channel, "Before");
    ChatPage.enter(one, 1, channel);
    one.network(false);
    try {
      one.awaitState("offline");
      Chat.insert("Bob", channel, "Meanwhile");
      one.press(ChatPage.SEND, "Lost?", Keys.ENTER);
      one.awaitText("#message-error", "can’t be reached");
    } finally {
      one.network(true);
    }
    one.awaitText(ChatPage.NEWEST, "Meanwhile");
    one.awaitState("live");
    one.press(ChatPage.SEND, Keys.ENTER);
    one.awaitText(ChatPage.NEWEST, "Lost?");
    one.awaitText("#people [data-user='1']", "here");

    one.reload();
    one.awaitText(ChatPage.NEWEST, "Lost?");
    assertThat((Long) one.evaluate("document.querySelectorAll('#messages li').length"))
        .isEqualTo(3);
  }
}
