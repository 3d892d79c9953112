package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting until a row changes, and what becomes of a notification and of a change. */
class JobIT {
  private String job;
  private String position;

  @BeforeEach
  void make() {
    String before = Api.json(Api.get("/api/status")).getString("position");
    HttpResponse<String> made = Api.postJson("/api/jobs", "{}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    job = String.valueOf(Api.json(made).getInt("id"));
    waited(before); // the node has got there: who begins at the newest does not meet the insert
    HttpResponse<String> read = Api.get("/api/jobs/" + job);
    position = read.headers().firstValue("X-Carillon-Position").orElseThrow();
    assertThat(Api.json(read).getString("state")).isEqualTo("queued");
  }

  @Test
  void comesBackAsSoonAsTheRowChanges() throws SQLException {
    var done = CompletableFuture.supplyAsync(() -> waited("latest"));
    var other = CompletableFuture.supplyAsync(() -> waited("latest"));
    await().during(Duration.ofMillis(300)).until(() -> !done.isDone() && !other.isDone());
    Api.postJson("/api/jobs", "{}"); // another row: nobody waits for that
    Sql.execute("UPDATE job SET state = 'done', note = '42 rows' WHERE id = " + job);

    assertThat(states(done.join())).containsExactly("done");
    assertThat(states(other.join())).containsExactly("done");
  }

  @Test
  void missesNothingBetweenReadingTheRowAndWaitingForIt() {
    Api.putJson("/api/jobs/" + job, "{\"state\":\"running\"}");

    assertThat(states(waited(position))).endsWith("running");
  }

  @Test
  void tellsACommitByBothWays() {
    try (EventStream raw = EventStream.open("/api/channels/demo");
        EventStream log = EventStream.open("/api/events?topic=job/" + job)) {
      assertThat(attempt("commit", "kept").statusCode()).isEqualTo(204);

      assertThat(raw.awaitChanges(1).get(0).getString("payload")).isEqualTo("kept");
      assertThat(log.awaitChanges(1).get(0).getJsonObject("new").getString("note"))
          .isEqualTo("kept");
    }
  }

  @Test
  void tellsARollbackByNone() {
    try (EventStream raw = EventStream.open("/api/channels/demo");
        EventStream log = EventStream.open("/api/events?topic=job/" + job)) {
      assertThat(attempt("rollback", "never").statusCode()).isEqualTo(204);
      attempt("commit", "kept"); // what came of the other would have come before

      assertThat(raw.awaitChanges(1).get(0).getString("payload")).isEqualTo("kept");
      assertThat(log.awaitChanges(1).get(0).getJsonObject("new").getString("note"))
          .isEqualTo("kept");
    }
  }

  @Test
  void namesWhatIsNotThereAndWhatIsWrong() {
    assertProblem(Api.get("/api/jobs/999999999"), 404, "999999999");
    assertProblem(Api.putJson("/api/jobs/999999999", "{}"), 404, "999999999");
    assertProblem(Api.postJson("/api/jobs/999999999/attempts", "{}"), 404, "999999999");
    assertProblem(Api.putJson("/api/jobs/" + job, "{\"state\":\"ready\"}"), 422, "state");
    assertProblem(attempt("perhaps", "x"), 400, "outcome");
  }

  private HttpResponse<String> attempt(String outcome, String note) {
    return Api.postJson(
        "/api/jobs/" + job + "/attempts?outcome=" + outcome, "{\"note\":\"" + note + "\"}");
  }

  private JsonObject waited(String after) {
    return Api.json(Api.get("/api/changes?topic=job/" + job + "&wait=20&after=" + after));
  }

  private static List<String> states(JsonObject page) {
    return page.getJsonArray("changes").getValuesAs(JsonObject.class).stream()
        .map(change -> change.getJsonObject("new").getString("state"))
        .toList();
  }
}
