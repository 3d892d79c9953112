package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of Carillon side by side in one browser, as a person has them open. */
class PagesTogetherIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension private final WatchedTable table = new WatchedTable();
  private Tabs tabs;

  @BeforeEach
  void open() {
    tabs = Tabs.of();
  }

  @AfterEach
  void close() {
    if (tabs != null) {
      tabs.close();
    }
  }

  @Test
  void allReadOneStreamAndGoOnWhenTheFirstIsClosed() throws SQLException {
    Tab tracker = showing("/");
    Tab tail = showing("/tail.html");
    Tab another = showing("/tail.html?topic=" + table.name());
    await().atMost(PATIENCE).until(() -> Api.subscribers("sse") == 1);
    Sql.execute("INSERT INTO stock_price (symbol, price) VALUES ('TABS', 12.5)");
    awaitText(tracker, "TABS");
    awaitText(tail, "TABS");

    tracker.close();
    table.insert("to those that are left");
    awaitText(tail, "to those that are left");
    awaitText(another, "to those that are left");
    assertThat(text(another)).doesNotContain("TABS");
    await().atMost(PATIENCE).until(() -> Api.subscribers("sse") == 1);
    assertThat(tabs.errors()).isEmpty();
  }

  @Test
  void theTailShowsAfterAReloadWhatCameMeanwhile() throws SQLException {
    Tab tail = showing("/tail.html?topic=" + table.name());
    table.insert("written before");
    awaitText(tail, "written before");
    tail.leave();
    table.insert("meanwhile");

    tail.load("/tail.html?topic=" + table.name());
    awaitText(tail, "meanwhile");
    assertThat(text(tail)).doesNotContain("written before");
  }

  private Tab showing(String page) {
    Tab tab = tabs.open();
    tab.load(page);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "live".equals(tab.evaluate("document.querySelector('#connection').dataset.state")));
    return tab;
  }

  private static void awaitText(Tab tab, String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(text(tab)).contains(text));
  }

  private static String text(Tab tab) {
    return (String) tab.evaluate("document.querySelector('main').textContent");
  }
}
