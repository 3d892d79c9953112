package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server keeps in memory is what the tables hold, whoever writes, and how. */
class LiveCopiesIT {
  private static final String LATEST = "/api/stock-prices/latest";
  private static final Duration SOON = Duration.ofSeconds(20);

  @BeforeEach
  @AfterEach
  void clear() throws SQLException {
    Sql.execute("DELETE FROM stock_price WHERE symbol LIKE 'COPY%'", "TRUNCATE job");
  }

  @Test
  void tellsTheLatestPriceOfEachSymbolAsSoonAsItIsCommitted() throws SQLException {
    assertThat(price("COPY")).isEmpty(); // it has read the table by now
    insert("COPY", "1.25");
    awaitPrice("COPY", "1.25");
    insert("COPY", "2.5");
    awaitPrice("COPY", "2.50");
    insert("COPY-2", "7");
    awaitPrice("COPY-2", "7.00");
    assertThat(price("COPY")).contains("2.50");
  }

  @Test
  void tellsTheOneBeforeWhereTheLatestPriceIsDeletedOrMoved() throws SQLException {
    insert("COPY", "1.25");
    insert("COPY", "2.50");
    awaitPrice("COPY", "2.50");
    Sql.execute("DELETE FROM stock_price WHERE symbol = 'COPY' AND price = 2.50");
    awaitPrice("COPY", "1.25");
    Sql.execute("UPDATE stock_price SET symbol = 'COPY-2' WHERE symbol = 'COPY'");
    awaitPrice("COPY-2", "1.25");
    assertThat(price("COPY")).isEmpty();
  }

  @Test
  void goesOnWhereTheListenerWasCutOff() throws SQLException {
    insert("COPY", "1.25");
    awaitPrice("COPY", "1.25");
    assertThat(Sql.killListener()).isTrue();
    insert("COPY", "3.50");
    awaitPrice("COPY", "3.50");
  }

  @Test
  void tellsWhichJobsAreNotOver() throws SQLException {
    awaitNoJobs();
    Sql.execute("INSERT INTO job (id, state) VALUES (-3, 'queued'), (-2, 'running'), (-1, 'done')");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonObject jobs = jobs();
              assertThat(jobs.getInt("queued")).isEqualTo(1);
              assertThat(jobs.getInt("running")).isEqualTo(1);
              assertThat(ids(jobs)).containsExactly(-3, -2);
            });
    Sql.execute("UPDATE job SET state = 'failed' WHERE id = -2");
    await().atMost(SOON).untilAsserted(() -> assertThat(ids(jobs())).containsExactly(-3));
    Sql.execute("TRUNCATE job");
    awaitNoJobs();
    assertProblem(Api.get("/api/jobs?limit=0"), 400, "limit");
  }

  @Test
  void haveEverythingUpToThePositionThatTheySay() throws SQLException {
    try (EventStream told = EventStream.open("/api/events?topic=stock_price")) {
      insert("COPY", "4.75");
      JsonObject change =
          await()
              .until(
                  () ->
                      told.changes().stream()
                          .filter(each -> each.toString().contains("COPY"))
                          .findFirst(),
                  Optional::isPresent)
              .orElseThrow();
      long n = number(change.getString("position"));
      HttpResponse<String> answer = Api.get(LATEST);
      String position = answer.headers().firstValue("X-Carillon-Position").orElseThrow();
      assertThat(answer.body().contains("COPY") || number(position) < n).isTrue();
    }
  }

  private static long number(String position) {
    return Long.parseLong(position.substring(position.indexOf('.') + 1));
  }

  private static void insert(String symbol, String price) throws SQLException {
    Sql.execute("INSERT INTO stock_price (symbol, price) VALUES ('" + symbol + "', " + price + ")");
  }

  private static void awaitPrice(String symbol, String price) {
    await().atMost(SOON).untilAsserted(() -> assertThat(price(symbol)).contains(price));
  }

  private static Optional<String> price(String symbol) {
    return Api.list(Carillon.running().uri(LATEST)).stream()
        .filter(row -> row.getString("symbol").equals(symbol))
        .map(row -> row.getJsonNumber("price").bigDecimalValue().setScale(2).toPlainString())
        .findFirst();
  }

  private static JsonObject jobs() {
    return Api.json(Api.get("/api/jobs"));
  }

  private static void awaitNoJobs() {
    await()
        .atMost(SOON)
        .until(
            () -> ids(jobs()).isEmpty() && jobs().getInt("queued") + jobs().getInt("running") == 0);
  }

  private static List<Integer> ids(JsonObject jobs) {
    return jobs.getJsonArray("jobs").getValuesAs(JsonObject.class).stream()
        .map(job -> job.getInt("id"))
        .toList();
  }
}
