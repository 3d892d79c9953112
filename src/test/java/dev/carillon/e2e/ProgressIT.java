package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projects and tasks over HTTP: who ticks, who loses, and what everybody is told. */
class ProgressIT {
  private String project;

  @BeforeEach
  void begin() {
    project = "/api/projects/" + created("/api/projects", "{'name':'Hang the bells'}").getInt("id");
  }

  @AfterEach
  void end() {
    Api.delete(project);
  }

  @Test
  void saysHowFarAProjectIs() throws SQLException {
    Sql.execute(
        "INSERT INTO task (project, title, done) SELECT "
            + id(project)
            + ", 'Task ' || i, i <= 3 FROM generate_series(1, 8) i");

    HttpResponse<String> progress = Api.get(project + "/progress");

    assertThat(Api.json(progress)).isEqualTo(Api.json("{\"done\":3,\"total\":8,\"percent\":37.5}"));
    assertThat(progress.headers().firstValue("X-Carillon-Position").orElse(""))
        .matches("\\d+\\.\\d+");
  }

  @Test
  void movesTheBarOnceForTenThousandTasks() {
    try (EventStream bar = EventStream.open("/api/events?topic=progress/" + id(project))) {
      HttpResponse<String> done = Api.post(project + "/imports?count=10000&by=1", "");
      assertThat(Api.json(done).getInt("imported")).isEqualTo(10_000);
      tick(addedTask("Tune it"), 1, 2);

      // The tick comes after the import: nothing else of it can be on its way
      assertThat(moves(bar, "1/10001")).containsExactly("0/10000", "0/10001", "1/10001");
    }
  }

  @Test
  void showsATickToThoseWhoWatch() {
    int task = addedTask("Tune it");
    try (EventStream bar = EventStream.open("/api/events?topic=progress/*")) {
      JsonObject ticked = Api.json(tick(task, 1, 2));

      assertThat(ticked.getBoolean("done")).isTrue();
      assertThat(ticked.getInt("version")).isEqualTo(2);
      assertThat(ticked.getString("changed_by")).isEqualTo("Bob");
      assertThat(ticked.getString("changed")).isEqualTo("done");
      assertThat(moves(bar, "1/1")).endsWith("1/1");
    }
  }

  @Test
  void tellsTheLoserWhoHasChangedWhat() {
    int task = addedTask("Tune it");
    tick(task, 1, 2);

    HttpResponse<String> late = tick(task, 1, 3);

    assertProblem(late, 409, "Bob has changed task " + task + " since you read it: it is done");
    JsonObject problem = Api.json(late);
    assertThat(problem.getString("by")).isEqualTo("Bob");
    assertThat(problem.getString("changed")).isEqualTo("done");
    assertThat(problem.getString("version")).isEqualTo("2");
    assertThat(tick(task, 2, 3).statusCode())
        .as("with the version that he was told")
        .isEqualTo(200);
  }

  @Test
  void letsOneOfTwoWinWhoTickAtTheSameMoment() throws Exception {
    int task = addedTask("Tune it");
    try (Connection gate = Sql.connect();
        var statement = gate.createStatement()) {
      gate.setAutoCommit(false);
      statement.execute("SELECT FROM task WHERE id = " + task + " FOR UPDATE");
      var bob = CompletableFuture.supplyAsync(() -> tick(task, 1, 2));
      var charlie = CompletableFuture.supplyAsync(() -> tick(task, 1, 3));
      await().until(() -> waiting() == 2); // both have read version 1
      gate.rollback();

      HttpResponse<String> loser = bob.join().statusCode() == 409 ? bob.join() : charlie.join();
      HttpResponse<String> winner = loser == bob.join() ? charlie.join() : bob.join();
      assertThat(winner.statusCode()).isEqualTo(200);
      assertProblem(loser, 409, Api.json(winner).getString("changed_by") + " has changed");
    }
    assertThat(Api.json(Api.get(project + "/progress")).getInt("done")).isEqualTo(1);
  }

  @Test
  void overwritesNoChangeThatWasMadeInPsql() throws SQLException {
    int task = addedTask("Tune it");
    Sql.execute("UPDATE task SET title = 'Tune it well' WHERE id = " + task);

    assertProblem(tick(task, 1, 2), 409, "its title is \"Tune it well\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'title':'','done':true,'version':1,'by':1}|422|title",
        "{'title':'a','done':1,'version':1,'by':1}|422|done",
        "{'title':'a','done':true,'by':1}|422|version",
        "{'title':'a','done':true,'version':1,'by':99}|422|by must be the id of a user, but is 99",
        "{'title':'a','assignee':99,'done':true,'version':1,'by':1}|422|assignee must be the id",
        "{'title':'a','done':true,'version':7,'by':1}|409|is at version 1",
        "[]|400|JSON"
      })
  void refusesWhatIsNoTask(String body, int status, String word) {
    assertProblem(
        Api.putJson("/api/tasks/" + addedTask("Tune it"), body.replace('\'', '"')), status, word);
  }

  @Test
  void namesWhatIsNotThereAndWhatIsWrong() {
    assertProblem(Api.get("/api/projects/999999999/progress"), 404, "999999999");
    assertProblem(Api.get("/api/projects/999999999/tasks"), 404, "999999999");
    assertProblem(Api.post("/api/projects/999999999/imports", ""), 404, "999999999");
    assertProblem(Api.get("/api/tasks/999999999"), 404, "999999999");
    assertProblem(tick(999_999_999, 1, 1), 404, "999999999");
    assertProblem(Api.post(project + "/imports?count=0", ""), 400, "count");
    assertProblem(Api.get(project + "/tasks?limit=1001"), 400, "limit");
    assertProblem(Api.postJson("/api/projects", "{\"name\":\" \"}"), 422, "name");
  }

  @Test
  void pagesTasksByTheirIds() {
    int first = addedTask("One");
    int second = addedTask("Two");

    assertThat(Api.get(project + "/tasks?limit=1").body())
        .contains("\"id\":" + first + ",")
        .doesNotContain("Two");
    assertThat(Api.get(project + "/tasks?after=" + first).body())
        .contains("\"id\":" + second + ",")
        .doesNotContain("One");
    Api.delete("/api/tasks/" + first);
    assertThat(Api.get(project + "/tasks").body()).doesNotContain("One");
  }

  /**
   * How a bar has moved, up to here; that the project was made may come on the stream as well,
   * since it was committed just before.
   */
  private List<String> moves(EventStream bar, String last) {
    await().until(() -> moves(bar).contains(last));
    return moves(bar);
  }

  private List<String> moves(EventStream bar) {
    return bar.changes().stream()
        .filter(change -> change.getString("op").equals("update"))
        .filter(change -> change.getString("topic").equals("progress/" + id(project)))
        .map(change -> change.getJsonObject("new"))
        .map(figure -> figure.getInt("done") + "/" + figure.getInt("total"))
        .toList();
  }

  private int addedTask(String title) {
    return created(project + "/tasks", "{'title':'" + title + "','assignee':2,'by':1}")
        .getInt("id");
  }

  private static JsonObject created(String path, String body) {
    HttpResponse<String> response = Api.postJson(path, body.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    JsonObject thing = Api.json(response);
    assertThat(response.headers().firstValue("Location").orElse(""))
        .endsWith("/" + thing.getInt("id"));
    return thing;
  }

  private static HttpResponse<String> tick(int task, int version, int by) {
    return Api.putJson(
        "/api/tasks/" + task,
        "{\"title\":\"Tune it\",\"assignee\":2,\"done\":%s,\"version\":%d,\"by\":%d}"
            .formatted(version == 1, version, by));
  }

  /** How many sessions wait for a row that another one has locked. */
  private static int waiting() throws SQLException {
    return Integer.parseInt(
        Sql.query(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"));
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
