package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.e2e.Mailbox.Mail;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The mail of what is unseen, as a person has it. */
class DigestPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AutoClose private Mailbox mailbox;
  @AutoClose private Newcomer dora;

  @BeforeEach
  void arrive() throws SQLException {
    Carillon.running().assumeOwned();
    mailbox = Mailbox.open();
    dora = Newcomer.arrive("Dora");
  }

  @Test
  void isWhatAPersonAsksForReadsAndEnds() throws SQLException {
    try (Browser browser = Browser.open("/chat.html?user=" + dora.id())) {
      browser.awaitText("#digest-hint", "waited for more than 10 seconds");
      browser.press("#digest-wanted", Keys.SPACE);
      browser.awaitText("#digest-hint", "Type your address");
      browser.press("#digest-email", "nobody", Keys.ENTER);
      browser.awaitText("#digest-error", "but is \"nobody\"");
      browser.type("#digest-email", dora.address());
      browser.press("#digest-email", Keys.ENTER);
      browser.awaitText("#digest-hint", "Saved.");
      assertThat(browser.text("#digest-error")).isEmpty();
      assertThat(dora.isSubscribed()).isTrue();
      assertThat(browser.errors()).as("the refusal alone").allMatch(e -> e.contains("422"));
      photographEverywhere(browser, "digest-setting");

      Sql.execute(
          "INSERT INTO conversation VALUES ('Abe', 'digest-page', 'Who knows how the bells are tuned?'),"
              + " ('Bob', 'digest-page', E'Ask Charlie.\\nHe is <in the tower>, mostly & late. "
              + "no_end_".repeat(30)
              + "')");
      dora.letTimePass();
      Mail mail = mailbox.awaitMails(dora.address(), 1).get(0);
      browser.show(mail.html());
      photographEverywhere(browser, "digest-mail");

      browser.go(mail.wayOut());
      browser.photograph("digest-end");
      browser.click("button");
      browser.awaitText("h1", "No more mails");
      browser.go("/chat.html?user=" + dora.id());
      browser.awaitText("#digest-hint", "waited for more than");
      assertThat(browser.find("#digest-wanted").isSelected()).isFalse();
      assertThat(browser.find("#digest-email").getDomProperty("value")).isEqualTo(dora.address());
      browser.click("#digest-wanted");
      await().atMost(PATIENCE).until(dora::isSubscribed);
      assertThat(browser.errors()).isEmpty();
    }
  }

  /** On a phone and wide, by day and in the dark; nowhere may it have to be scrolled sideways. */
  private static void photographEverywhere(Browser browser, String name) {
    for (String scheme : List.of("dark", "light")) {
      browser.colours(scheme);
      for (int width : new int[] {360, 1280}) {
        String picture = name + (width < 600 ? "-phone-" : "-wide-") + scheme;
        browser.size(width, 800);
        assertThat((Boolean) browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as(picture)
            .isTrue();
        browser.photograph(picture);
      }
    }
    browser.size(1280, 800);
  }
}
