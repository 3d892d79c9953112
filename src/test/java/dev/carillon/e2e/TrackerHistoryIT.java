package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the stock tracker shows of the past, and how the present joins it. */
class TrackerHistoryIT {
  @Test
  void showsFortyPointsAndTheMeanOfFiveOfEachSymbolAndGoesOnWithoutAGap() throws SQLException {
    Sql.execute(
        "INSERT INTO stock_price (symbol, price)"
            + " SELECT 'W' || 1 + i % 6, 100 + i / 6 FROM generate_series(0, 299) i");
    try (Browser browser = Browser.open("/")) {
      browser.awaitState("live");
      for (int symbol = 1; symbol <= 6; symbol++) {
        String name = "W" + symbol;
        await().until(() -> charted(browser, name).equals(numbers(110, 149)));
        assertThat(charted(browser, name + ", average of 5")).isEqualTo(numbers(108, 147));
      }

      var writing = CompletableFuture.runAsync(TrackerHistoryIT::writeForAWhile);
      browser.reload();
      browser.awaitState("live");
      writing.join();
      await().until(() -> charted(browser, "GAP").equals(numbers(221, 260)));
      assertThat(browser.errors()).isEmpty();
    }
  }

  /** Rows 101 to 260, each committed by itself. */
  private static void writeForAWhile() {
    try {
      Sql.execute(
          "DO $$ BEGIN FOR i IN 101..260 LOOP"
              + " INSERT INTO stock_price (symbol, price) VALUES ('GAP', i); COMMIT;"
              + " PERFORM pg_sleep(0.015); END LOOP; END $$");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Long> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Long::valueOf).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Long> charted(Browser browser, String line) {
    return (List<Long>)
        browser.evaluate(
            "Chart.getChart('chart').data.datasets.find((d) => d.label === '"
                + line
                + "')?.data.map(({ y }) => y) ?? []");
  }
}
