package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The chat as two people use it, each in a browser of their own. */
class ChatPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NEWEST = "#messages li:last-child";
  private static final String ELSEWHERE = "/bell.svg";
  private static final String SEND = "#message-content";

  private static Browser one;
  private static Browser other;

  private final String channel = "page-" + Long.toString(System.nanoTime(), 36);

  @BeforeAll
  static void open() {
    one = Browser.open(ELSEWHERE);
    other = Browser.open(ELSEWHERE);
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
      browser.go(ELSEWHERE);
      browser.errors(); // those of the test before
    }
  }

  @Test
  void showsWhatOneWritesToTheOtherAndWhoIsWriting() {
    enter(one, 1, channel);
    enter(other, 2, channel);
    // What is typed before the other listens, nobody hears
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              other.press(SEND, "o");
              return one.text("#typing").contains("Bob is writing");
            });
    other.press(SEND, " Hello, Abe", Keys.ENTER);

    one.awaitText(NEWEST, "Hello, Abe");
    other.awaitText(NEWEST, "Hello, Abe");
    assertThat(one.text(NEWEST)).contains("Bob");
    await().atMost(PATIENCE).until(() -> one.text("#typing").isEmpty());
    assertThat(one.find(SEND).getDomProperty("value")).isEmpty();
    assertThat(one.errors()).isEmpty();
    assertThat(other.errors()).isEmpty();
  }

  @Test
  void showsEditsAndDeletesToTheOther() throws SQLException {
    insert("Bob", channel, "Stays");
    insert("Abe", channel, "Helo");
    enter(one, 1, channel);
    enter(other, 2, channel);
    assertThat(other.text(NEWEST)).as("only one's own").doesNotContain("Edit");

    button(one, NEWEST, "Edit");
    one.press(NEWEST + " textarea", Keys.END, Keys.BACK_SPACE, "lo there", Keys.ENTER);
    other.awaitText(NEWEST, "Hello there");
    other.awaitText(NEWEST, "edited");
    assertThat(one.text(NEWEST)).contains("Hello there");

    button(one, NEWEST, "Delete");
    button(one, NEWEST, "Really delete?");
    other.awaitText(NEWEST, "Stays");
    one.awaitText(NEWEST, "Stays");
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void saysBesideTheFieldWhatTheDatabaseRefuses() {
    enter(one, 1, channel);
    one.press(SEND, "   ", Keys.ENTER);

    one.awaitText("#message-error", "content must not be blank");
    assertThat(one.find(SEND).getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(one.find(SEND).getDomProperty("value")).as("nothing typed is lost").isEqualTo("   ");
    one.type("#channel-name", "no*channel");
    one.click("#channel-open");
    one.awaitText("#channel-error", "but is \"no*channel\"");
  }

  @Test
  void countsWhatIsUnreadElsewhereUntilItIsSeen() throws SQLException {
    String quiet = channel + "-b";
    insert("Charlie", quiet, "First");
    enter(one, 1, channel);
    enter(other, 1, channel);
    String chip = "[data-channel='" + quiet + "'] .badge";
    one.awaitText(chip, "1");
    insert("Bob", quiet, "Second");
    one.awaitText(chip, "2");
    other.awaitText(chip, "2");
    assertThat((String) one.evaluate("document.title")).matches("\\(\\d+\\) Chat · Carillon");

    one.click("[data-channel='" + quiet + "']");
    one.awaitText(NEWEST, "Second");
    await().atMost(PATIENCE).until(() -> one.text(chip).isEmpty() && other.text(chip).isEmpty());
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void letsACustomerAskStaffAndStaffAnswer() throws SQLException {
    Sql.execute("DELETE FROM unread WHERE reader = 3");
    enter(one, 1, channel);
    enter(other, 3, channel);
    one.click("[data-ask='3']");
    one.awaitText("#room-title", "Charlie");
    one.awaitState("live");
    one.press(SEND, "How does it work?", Keys.ENTER);
    String question = "[data-channel='direct/1/3']";
    other.awaitText(question, "Abe");
    other.awaitText(question + " .badge", "1");

    other.click(question);
    other.awaitText(NEWEST, "How does it work?");
    other.press(SEND, "Well.", Keys.ENTER);
    one.awaitText(NEWEST, "Well.");
    assertThat(one.text("#people")).as("two customers have no channel").doesNotContain("Write");
    one.choose("#me", "Bob");
    await().atMost(PATIENCE).until(() -> !one.text("#channels").contains("@"));
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void tellsWhoIsHereAlsoWhenABrowserIsGone() {
    enter(one, 1, channel);
    one.awaitText("#people [data-user='1']", "here");
    assertThat(one.text("#people [data-user='2']")).contains("away");
    enter(other, 2, channel);
    one.awaitText("#people [data-user='2']", "here");
    one.awaitText("#here", "2 here");

    other.go(ELSEWHERE);
    one.awaitText("#people [data-user='2']", "away");
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void leadsBackThroughTheHistory() throws SQLException {
    Sql.execute(
        "INSERT INTO message (sender, channel, content) SELECT 1 + i % 3, '"
            + channel
            + "', 'message ' || i FROM generate_series(1, 70) i");
    enter(one, 1, channel);
    one.awaitText(NEWEST, "message 70");
    assertThat(one.text("#messages li:first-child")).contains("message 21");

    one.click("#older");
    one.awaitText("#messages li:first-child", "message 1");
    one.awaitText("#beginning", "Here it begins");
    assertThat((Long) one.evaluate("document.querySelectorAll('#messages li').length"))
        .isEqualTo(70);
  }

  @Test
  void missesNothingWhileItsNetworkIsAwayOrItIsReloaded() throws SQLException {
    insert("Bob", channel, "Before");
    enter(one, 1, channel);
    one.network(false);
    try {
      one.awaitState("offline");
      insert("Bob", channel, "Meanwhile");
      one.press(SEND, "Lost?", Keys.ENTER);
      one.awaitText("#message-error", "can’t be reached");
    } finally {
      one.network(true);
    }
    one.awaitText(NEWEST, "Meanwhile");
    one.awaitState("live");
    one.press(SEND, Keys.ENTER);
    one.awaitText(NEWEST, "Lost?");
    one.awaitText("#people [data-user='1']", "here");

    one.reload();
    one.awaitText(NEWEST, "Lost?");
    assertThat((Long) one.evaluate("document.querySelectorAll('#messages li').length"))
        .isEqualTo(3);
  }

  @Test
  void fitsPhonesAndDesksByDayAndInTheDark() throws SQLException {
    insert("Abe", channel, "Is anybody here who knows how the bells are tuned?");
    insert("Charlie", channel, "I do. What would you like to know?\nAsk me directly, if you like.");
    insert(
        "Bob",
        channel,
        "Me too, please: " + "a word that does not end".replace(' ', '_').repeat(4));
    insert("Charlie", channel + "-elsewhere", "Unread");
    enter(one, 1, channel);
    enter(other, 2, channel);
    one.awaitText("#here", "2 here");
    one.awaitText("#channels", "1");
    for (String colours : new String[] {"light", "dark"}) {
      one.colours(colours);
      assertFits(360, 740, "chat-phone-" + colours);
      assertFits(1280, 800, "chat-wide-" + colours);
    }
    assertThat(one.errors()).isEmpty();
  }

  private static void assertFits(int width, int height, String name) {
    one.size(width, height);
    assertThat((Boolean) one.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("no scrolling sideways in " + name)
        .isTrue();
    one.photograph(name);
    one.size(1280, 800);
  }

  private static void enter(Browser browser, int user, String channel) {
    browser.go("/chat.html?user=" + user + "&channel=" + channel);
    browser.awaitState("live");
    browser.awaitText("#room-title", channel);
  }

  private static void insert(String sender, String channel, String content) throws SQLException {
    Sql.execute(
        "INSERT INTO conversation VALUES ('" + sender + "', '" + channel + "', '" + content + "')");
  }

  /** Clicks the button below an element that says so. */
  private static void button(Browser browser, String css, String label) {
    String found =
        "[...document.querySelectorAll(\""
            + css
            + " button\")].find(b => b.textContent === '"
            + label
            + "')";
    await().atMost(PATIENCE).until(() -> (Boolean) browser.evaluate(found + " !== undefined"));
    browser.evaluate(found + ".click()");
  }
}
