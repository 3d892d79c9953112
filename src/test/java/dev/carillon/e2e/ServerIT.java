package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the server is, what it lets in, and what it does while nothing happens. */
class ServerIT {
  private static final String PRICE = "{\"symbol\":\"E2E\",\"price\":1}";

  @Test
  void tellsHowItIs() {
    JsonObject status = Api.status();

    assertThat(status.getString("listener")).isEqualTo("listening");
    assertThat(status.getString("position")).matches("\\d+\\.\\d+");
    assertThat(status.getInt("lag")).isZero();
    assertThat(status.getString("node")).isNotEmpty();
    assertThat(status.getString("wakeup")).isIn("adaptive", "notify", "poll");
    assertThat(status.getJsonObject("subscribers")).containsOnlyKeys("sse", "websocket");
    assertThat(status.getJsonObject("closed").keySet())
        .contains("gone", "too-slow", "shutdown", "expired", "failed");
    assertThat(status.getJsonObject("tail").keySet())
        .isEqualTo(Set.of("changes", "capacity", "bytes", "maxBytes"));
    assertThat(status.getJsonObject("log").keySet()).isEqualTo(Set.of("bytes", "maxBytes", "held"));
    assertThat(status.getJsonArray("observers")).as("that have failed").isEmpty();
    assertThat(status.getJsonArray("topics").getValuesAs(JsonString.class))
        .extracting(JsonString::getString)
        .contains("stock_price", "appuser", "chat/{channel}");
  }

  @Test
  void saysThatItIsHealthy() {
    for (String path : Set.of("/health/ready", "/health/live")) {
      HttpResponse<String> health = Api.health(path);
      assertThat(health.statusCode()).as(path).isEqualTo(200);
      assertThat(Api.json(health).getString("status")).isEqualTo("UP");
    }
  }

  @Test
  void refusesBodiesThatAreTooLarge() {
    assertProblem(
        Api.postJson("/api/stock-prices", " ".repeat(65_537)), 413, "carillon.request.size");
    assertThat(Api.postJson("/api/stock-prices", PRICE + " ".repeat(10_000)).statusCode())
        .isEqualTo(201);
  }

  @Test
  void refusesWritesFromForeignPages() {
    HttpResponse<String> foreign =
        Api.post(
            "/api/stock-prices",
            PRICE,
            "Content-Type",
            "application/json",
            "Origin",
            "https://evil.example");

    assertProblem(foreign, 403, "carillon.origins");
    assertProblem(
        Api.post("/api/channels/demo", "x", "Origin", "https://evil.example"), 403, "origins");
  }

  @Test
  void letsNoForeignPageReadWhatItIsSent() {
    HttpResponse<String> foreign = Api.get("/api/status", "Origin", "https://evil.example");

    assertThat(foreign.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void takesWritesFromItsOwnPages() {
    assertThat(
            Api.post(
                    "/api/stock-prices",
                    PRICE,
                    "Content-Type",
                    "application/json",
                    "Origin",
                    Carillon.running().origin())
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void tellsProblemsAsJsonWhereThereIsNothing() {
    assertProblem(Api.get("/api/no-such-thing"), 404, "");
    assertProblem(Api.get("/api/stock-prices/999999999999"), 404, "999999999999");
    assertProblem(Api.post("/api/stock-prices", PRICE, "Content-Type", "text/plain"), 415, "");
  }

  @Test
  void sendsPostgresFewQueriesWhileNothingHappens() throws SQLException {
    assumeTrue(Carillon.running().owned(), "others may use this database too");
    await().until(() -> Api.subscribers("sse") == 0 && Api.subscribers("websocket") == 0);
    AtomicInteger before = new AtomicInteger();

    // PostgreSQL counts what was done before some seconds late, so not every window is a quiet one
    int listener = 5;
    int digest = 2 * 5; // each second here, and the pool looks at its connection first
    int observers = 2 * 2;
    int tests = 5; // this question, and its log-in with what the driver sets
    int late = 5; // of the window before
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              int now = transactions();
              assertThat(now - before.getAndSet(now))
                  .isLessThanOrEqualTo(listener + digest + observers + tests + late);
            });
  }

  private static int transactions() throws SQLException {
    return Integer.parseInt(
        Sql.query(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database"
                + " WHERE datname = current_database()"));
  }
}
