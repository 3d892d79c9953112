package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log as pages. */
class ChangesIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void turnsPagesUntilThereIsNoMore() throws SQLException {
    String position = newest();
    table.insertAtOnce(1, 250);
    awaitInLog(250);
    List<Integer> seen = new ArrayList<>();
    int pages = 0;
    boolean more = true;
    while (more) {
      JsonObject page = page("&limit=100&after=" + position);
      page.getJsonArray("changes")
          .getValuesAs(JsonObject.class)
          .forEach(change -> seen.add(change.getJsonObject("new").getInt("id")));
      position = page.getString("position");
      more = page.getBoolean("more");
      pages++;
    }

    assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 250).boxed().toList());
    assertThat(pages).isBetween(3, 4);
    assertThat(page("&after=" + position).getJsonArray("changes")).isEmpty();
  }

  @Test
  void beginsWithTheEarliestUnlessToldOtherwise() throws SQLException {
    table.insert("one", "two");
    awaitInLog(2);

    assertThat(page("").getJsonArray("changes")).hasSize(2);
    assertThat(page("&limit=1").getJsonArray("changes")).hasSize(1);
    assertThat(page("&limit=1").getBoolean("more")).isTrue();
  }

  @Test
  void waitsForAChangeWhereAskedTo() throws SQLException {
    String position = newest();
    CompletableFuture<JsonObject> answer =
        CompletableFuture.supplyAsync(() -> page("&wait=20&after=" + position));
    await().during(Duration.ofMillis(500)).until(() -> !answer.isDone());
    table.insert("awaited");

    await().atMost(Duration.ofSeconds(5)).until(answer::isDone);
    assertThat(answer.join().getJsonArray("changes")).hasSize(1);
  }

  @Test
  void answersWithNothingWhenTheWaitIsOver() {
    String position = newest();
    long began = System.nanoTime();

    JsonObject page = page("&wait=1&after=" + position);

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(4));
    assertThat(page.getJsonArray("changes")).isEmpty();
    assertThat(page.getBoolean("more")).isFalse();
    assertThat(page.getString("position")).matches("\\d+\\.\\d+");
  }

  @ParameterizedTest
  @CsvSource({"foo,malformed", "1.999999999,ahead", "7.1,unknown-epoch"})
  void saysThatAPositionIsGoneAndWhereToGoOn(String position, String reason) {
    HttpResponse<String> gone = Api.get(path("&after=" + position));
    assertProblem(gone, 410, position);
    JsonObject problem = Api.json(gone);
    assertThat(problem.getString("reason")).isEqualTo(reason);
    assertThat(Api.get(path("&after=" + problem.getString("position"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertProblem(Api.get("/api/changes"), 400, "topic");
    assertProblem(Api.get("/api/changes?topic=no_such"), 404, "no_such");
    assertProblem(Api.get(path("&limit=0")), 400, "limit");
    assertProblem(Api.get(path("&limit=1001")), 400, "limit");
    assertProblem(Api.get(path("&wait=31")), 400, "wait");
    assertProblem(Api.get(path("&snapshot=perhaps")), 400, "snapshot");
  }

  /** Where the log is after all that was committed before. */
  private String newest() {
    try (EventStream stream = table.stream()) {
      return stream.awaitEvent("ready").json().getString("position");
    }
  }

  private void awaitInLog(int changes) {
    await().until(() -> page("&limit=1000").getJsonArray("changes").size() == changes);
  }

  private String path(String more) {
    return "/api/changes?topic=" + table.name() + more;
  }

  private JsonObject page(String more) {
    HttpResponse<String> response = Api.get(path(more));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Api.json(response);
  }
}
