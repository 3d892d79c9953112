package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.openqa.selenium.Keys;

/** The page of the three ways, as a test reads it. */
record ComparePage(Browser browser) {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  void open() {
    browser.go("/compare.html");
    browser.awaitState("live");
    browser.awaitText("#v1 .state", "Asks each 1,000 ms.");
    browser.errors(); // those of the test before are not of this one
  }

  void askEach(String ms) {
    browser.type("#pace", ms.replace(",", ""));
    browser.press("#pace", Keys.TAB);
    browser.awaitText("#v1 .state", "Asks each " + ms + " ms.");
  }

  void simulate(int trades, int perSecond) {
    browser.type("#simulation-count", String.valueOf(trades));
    browser.type("#simulation-rate", String.valueOf(perSecond));
    browser.press("#simulation-rate", Keys.ENTER);
  }

  void awaitFigure(String figure, String way, String value) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(figure(figure, way)).as(way).isEqualTo(value));
  }

  String figure(String figure, String way) {
    return browser.text("[data-figure='" + figure + "'][data-way='" + way + "']");
  }

  long number(String figure, String way) {
    return Long.parseLong(figure(figure, way).replace(",", ""));
  }

  /** Requests that are over, as the browser itself has counted them. */
  long asked(String way) {
    return (Long) browser.evaluate(entries(way) + ".length");
  }

  /** Bytes of their answers' bodies, likewise. */
  long bodies(String way) {
    String sum = ".reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)";
    return (Long) browser.evaluate(entries(way) + sum);
  }

  private static String entries(String way) {
    return "performance.getEntriesByType('resource').filter(({ name }) => name.includes('tracker/"
        + way
        + "'))";
  }

  /** All lines of a way's chart. */
  String charted(String way) {
    return (String)
        browser.evaluate(
            "JSON.stringify(Chart.getChart(document.querySelector('#"
                + way
                + " canvas')).data.datasets.map(({ data }) => data))");
  }

  void assertThatItFits() {
    for (String colours : new String[] {"dark", "light"}) {
      browser.colours(colours);
      for (int width : new int[] {360, 1280}) {
        browser.size(width, 800);
        assertThat((Boolean) browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .as("no scrolling sideways at " + width)
            .isTrue();
        browser.photograph("compare-" + width + "-" + colours);
      }
    }
  }
}
