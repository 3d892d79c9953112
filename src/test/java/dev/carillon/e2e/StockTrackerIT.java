package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tutorial's stock tracker: by polling, by a stream that ends, and live. */
class StockTrackerIT {
  private static final String PRICES = "/api/stock-prices";

  @Test
  void storesAPriceAndSaysWhereItIs() {
    HttpResponse<String> created = Api.postJson(PRICES, "{\"symbol\":\"E2E\",\"price\":102.25}");

    assertThat(created.statusCode()).isEqualTo(201);
    String location = created.headers().firstValue("Location").orElseThrow();
    JsonObject price = Api.json(created);
    assertThat(location).endsWith(PRICES + "/" + price.getInt("id"));
    assertThat(Api.json(Api.get(PRICES + "/" + price.getInt("id"))))
        .as("what is stored")
        .isEqualTo(price);
    assertThat(price.getString("symbol")).isEqualTo("E2E");
    assertThat(price.getJsonNumber("price").doubleValue()).isEqualTo(102.25);
    assertThat(price.getString("created_at"))
        .matches("\\d{4}-\\d\\d-\\d\\dT.*(Z|[+-]\\d\\d:\\d\\d)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'symbol':'ACME','price':-1}|422|price",
        "{'symbol':'ACME','price':'much'}|422|price",
        "{'symbol':'ACME','price':1.001}|422|price",
        "{'symbol':'ACME'}|422|price",
        "{'symbol':'a lower one','price':1}|422|symbol",
        "{'price':1}|422|symbol",
        "{'symbol':|400|JSON",
        "[]|400|JSON"
      })
  void refusesWhatIsNoPrice(String body, int status, String word) {
    assertProblem(Api.postJson(PRICES, body.replace('\'', '"')), status, word);
  }

  @Test
  void handsOutRowByRowToThoseWhoPoll() throws SQLException {
    int first = insert("101");
    int second = insert("102");

    HttpResponse<String> next = poll(first - 1);
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(Api.json(next).getInt("id")).isEqualTo(first);
    assertThat(Api.json(poll(first)).getInt("id")).isEqualTo(second);
    assertThat(poll(second).statusCode()).isEqualTo(204);
    assertProblem(Api.get("/api/tracker/v1", "Last-Event-ID", "foo"), 400, "foo");
  }

  @Test
  void streamsWhatIsStoredAndEnds() throws SQLException {
    int first = insert("101");
    int second = insert("102");

    try (EventStream stream = stored(first - 1)) {
      await().atMost(Duration.ofSeconds(10)).until(stream::ended);
      assertThat(stream.messages())
          .extracting(ServerEvent::id)
          .containsExactly(String.valueOf(first), String.valueOf(second));
      assertThat(stream.changes())
          .extracting(row -> row.getJsonNumber("price").intValue())
          .containsExactly(101, 102);
    }
  }

  @Test
  void makesAnEventSourceRestWhenNothingIsLeft() throws SQLException {
    String last = String.valueOf(insert("101"));

    assertThat(Api.get("/api/tracker/v2", "Last-Event-ID", last).statusCode()).isEqualTo(204);
  }

  @Test
  void streamsLiveAndReplaysWhatWasMissed() throws SQLException {
    String lastId;
    try (EventStream live = EventStream.open("/api/tracker/v3")) {
      JsonObject row = awaitRow(live, insert("101"));
      assertThat(row.getJsonNumber("price").intValue()).isEqualTo(101);
      assertThat(row).containsOnlyKeys("id", "symbol", "price", "created_at");
      lastId = live.lastId();
      assertThat(lastId).matches("\\d+\\.\\d+");
    }
    int missed = insert("102");

    try (EventStream again = EventStream.open("/api/tracker/v3", "Last-Event-ID", lastId)) {
      awaitRow(again, missed);
      assertThat(again.changes()).hasSize(1);
    }
  }

  /** What was committed before a stream was opened may come on it as well, before this row. */
  private static JsonObject awaitRow(EventStream stream, int id) {
    return await()
        .until(
            () -> stream.changes().stream().filter(row -> row.getInt("id") == id).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static int insert(String price) throws SQLException {
    return Integer.parseInt(
        Sql.query("INSERT INTO stock_price (price) VALUES (" + price + ") RETURNING id"));
  }

  private static HttpResponse<String> poll(int lastId) {
    return Api.get("/api/tracker/v1", "Last-Event-ID", String.valueOf(lastId));
  }

  private static EventStream stored(int lastId) {
    return EventStream.connect("/api/tracker/v2", "Last-Event-ID", String.valueOf(lastId));
  }
}
