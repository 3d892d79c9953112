package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages as pictures below target/screenshots: on a phone and wide, by day and in the dark. */
class ScreenshotsIT {
  private static final String TOO_WIDE =
      "document.documentElement.scrollWidth <= innerWidth ? '' : [...document.querySelectorAll('body *')]"
          + ".filter(e => e.getBoundingClientRect().right > innerWidth)"
          + ".map(e => e.tagName + '#' + e.id + '.' + e.className).slice(0, 9).join(' ')";

  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @ParameterizedTest
  @CsvSource({
    "tracker, /, ACME",
    "tail, /tail.html?topic=stock_price&topic=e2e_*, ACME",
    "progress, /progress.html?project=1, Cast the bourdon",
    "channels, /channels.html, UNLISTEN",
    "wait, /wait.html, queued",
    "audit, /audit.html, ACME",
    "watch, /watch.html?table=public.stock_price&filter=symbol==ACME, insert"
  })
  void fitsPhonesAndDesksByDayAndInTheDark(String name, String page, String shown)
      throws SQLException {
    try (Browser browser = Browser.open(page)) {
      browser.awaitState("live");
      Sql.execute(
          "INSERT INTO stock_price (symbol, price) SELECT (ARRAY['ACME', 'GLOBEX', 'INITECH'])[i % 3 + 1],"
              + " 100 + 10 * (i % 3) + round((5 * sin(i / 7.0) + random())::numeric, 2)"
              + " FROM generate_series(1, 120) i");
      table.insert("first");
      Sql.execute("UPDATE " + table.name() + " SET note = 'second'", "DELETE FROM " + table.name());
      browser.awaitText("main", shown);
      for (String colours : new String[] {"light", "dark"}) {
        browser.colours(colours);
        assertFits(browser, 360, 740, name + "-phone-" + colours);
        assertFits(browser, 1280, 800, name + "-wide-" + colours);
      }
      assertThat(browser.errors()).isEmpty();
    }
  }

  private static void assertFits(Browser browser, int width, int height, String name) {
    browser.size(width, height);
    assertThat(browser.evaluate(TOO_WIDE)).as("what scrolls sideways in " + name).isEqualTo("");
    browser.photograph(name);
  }
}
