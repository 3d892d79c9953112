package dev.carillon.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** The chat's page, as tests find their way on it. */
final class ChatPage {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final String NEWEST = "#messages li:last-child";
  static final String SEND = "#message-content";

  /** Of Carillon's origin, and nobody is here by it. */
  static final String ELSEWHERE = "/bell.svg";

  private ChatPage() {}

  static void enter(Browser browser, int user, String channel) {
    browser.go("/chat.html?user=" + user + "&channel=" + channel);
    browser.awaitState("live");
    browser.awaitText("#room-title", channel);
  }

  /** Clicks the button below an element that says so. */
  static void button(Browser browser, String css, String label) {
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
