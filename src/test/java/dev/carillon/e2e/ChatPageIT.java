package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The chat as two people use it, each in a browser of their own. */
class ChatPageIT {
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
  void showsWhatOneWritesToTheOtherAndWhoIsWriting() {
    ChatPage.enter(one, 1, channel);
    ChatPage.enter(other, 2, channel);
    // What is typed before the other listens, nobody hears
    await()
        .atMost(ChatPage.PATIENCE)
        .until(
            () -> {
              other.press(ChatPage.SEND, "o");
              return one.text("#typing").contains("Bob is writing");
            });
    other.press(ChatPage.SEND, " Hello, Abe", Keys.ENTER);

    one.awaitText(ChatPage.NEWEST, "Hello, Abe");
    other.awaitText(ChatPage.NEWEST, "Hello, Abe");
    assertThat(one.text(ChatPage.NEWEST)).contains("Bob");
    await().atMost(ChatPage.PATIENCE).until(() -> one.text("#typing").isEmpty());
    assertThat(one.find(ChatPage.SEND).getDomProperty("value")).isEmpty();
    assertThat(one.errors()).isEmpty();
    assertThat(other.errors()).isEmpty();
  }

  @Test
  void showsEditsAndDeletesToTheOther() throws SQLException {
    Chat.insert("Bob", channel, "Stays");
    Chat.insert("Abe", channel, "Helo");
    ChatPage.enter(one, 1, channel);
    ChatPage.enter(other, 2, channel);
    assertThat(other.text(ChatPage.NEWEST)).as("only one's own").doesNotContain("Edit");

    ChatPage.button(one, ChatPage.NEWEST, "Edit");
    one.press(ChatPage.NEWEST + " textarea", Keys.END, Keys.BACK_SPACE, "lo there", Keys.ENTER);
    other.awaitText(ChatPage.NEWEST, "Hello there");
    other.awaitText(ChatPage.NEWEST, "edited");
    assertThat(one.text(ChatPage.NEWEST)).contains("Hello there");

    ChatPage.button(one, ChatPage.NEWEST, "Delete");
    ChatPage.button(one, ChatPage.NEWEST, "Really delete?");
    other.awaitText(ChatPage.NEWEST, "Stays");
    one.awaitText(ChatPage.NEWEST, "Stays");
    assertThat(one.errors()).isEmpty();
  }

  @Test
  void saysBesideTheFieldWhatTheDatabaseRefuses() {
    ChatPage.enter(one, 1, channel);
    one.press(ChatPage.SEND, "   ", Keys.ENTER);

    one.awaitText("#message-error", "content must not be blank");
    assertThat(one.find(ChatPage.SEND).getDomAttribute("aria-invalid")).isEqualTo("true");
    assertThat(one.find(ChatPage.SEND).getDomProperty("value"))
        .as("nothing typed is lost")
        .isEqualTo("   ");
    one.type("#channel-name", "no*channel");
    one.click("#channel-open");
    one.awaitText("#channel-error", "but is \"no*channel\"");
  }

  @Test
  void fitsPhonesAndDesksByDayAndInTheDark() throws SQLException {
    Chat.insert("Abe", channel, "Is anybody here who knows how the bells are tuned?");
    Chat.insert(
        "Charlie", channel, "I do. What would you like to know?\nAsk me directly, if you like.");
    Chat.insert(
        "Bob",
        channel,
        "Me too, please: " + "a word that does not end".replace(' ', '_').repeat(4));
    Chat.insert("Charlie", channel + "-elsewhere", "Unread");
    ChatPage.enter(one, 1, channel);
    ChatPage.enter(other, 2, channel);
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
}
