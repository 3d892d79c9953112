package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How durable observers are, and what requests may do to them; by the audit, which is one. */
class ObserversIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @AfterEach
  void resume() {
    post("resume", "");
  }

  @Test
  void pausesResumesAndRewinds() throws SQLException {
    table.insertAtOnce(1, 3);
    await().atMost(Duration.ofSeconds(20)).until(() -> audited() == 3);
    assertThat(post("pause", "").getString("state")).isEqualTo("paused");
    table.insertAtOnce(4, 6);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> audit().getJsonNumber("lag").longValue() > 2);
    assertThat(audited()).isEqualTo(3);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Api.status()
                    .getJsonObject("durable")
                    .getJsonObject("audit")
                    .getString("state")
                    .equals("paused"));

    String position = audit().getString("position");
    assertThat(post("rewind", "{\"to\":\"" + position + "\"}").getString("position"))
        .isEqualTo(position);
    post("rewind", "{\"to\":\"earliest\"}");
    assertThat(post("resume", "").getString("state")).isNotEqualTo("paused");

    await().atMost(Duration.ofSeconds(40)).until(() -> audited() == 6);
    await().atMost(Duration.ofSeconds(40)).until(() -> audit().getString("state").equals("idle"));
    assertThat(audited()).as("nothing twice").isEqualTo(6);
    assertThat(audit().getString("node")).isNotEmpty();
    assertThat(Api.list(Api.get("/api/observers/audit/dead-letters"))).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertProblem(Api.get("/api/observers/auditor"), 404, "there are: audit");
    assertProblem(Api.post("/api/observers/auditor/pause", ""), 404, "auditor");
    assertProblem(rewind("{\"to\":\"then\"}"), 400, "then");
    assertProblem(rewind("{\"to\":\"999999999.1\"}"), 409, "unknown-epoch");
    assertProblem(rewind("{\"from\":\"latest\"}"), 400, "earliest");
    assertProblem(Api.get("/api/observers/audit/dead-letters?limit=0"), 400, "limit");
    assertProblem(Api.delete("/api/observers/audit/dead-letters/1.0"), 404, "1.0");
    assertProblem(Api.delete("/api/observers/audit/dead-letters/one"), 400, "one");
    assertProblem(Api.post("/api/observers/audit/dead-letters/1.1/retry", ""), 409, "audit");
  }

  private static java.net.http.HttpResponse<String> rewind(String body) {
    return Api.postJson("/api/observers/audit/rewind", body);
  }

  private static JsonObject post(String command, String body) {
    var response = Api.postJson("/api/observers/audit/" + command, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Api.json(response);
  }

  private static JsonObject audit() {
    return Api.json(Api.get("/api/observers/audit"));
  }

  private int audited() {
    return Api.list(Api.get("/api/audit?table=" + table.name())).size();
  }
}
