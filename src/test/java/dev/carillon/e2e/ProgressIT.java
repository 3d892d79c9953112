package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Projects and tasks over HTTP, and what everybody is told. */
class ProgressIT {
  @RegisterExtension private final Board board = new Board();

  @Test
  void saysHowFarAProjectIs() throws SQLException {
    Sql.execute(
        "INSERT INTO task (project, title, done) SELECT "
            + board.id()
            + ", 'Task ' || i, i <= 3 FROM generate_series(1, 8) i");

    HttpResponse<String> progress = Api.get(board.path() + "/progress");

    assertThat(Api.json(progress)).isEqualTo(Api.json("{\"done\":3,\"total\":8,\"percent\":37.5}"));
    assertThat(progress.headers().firstValue("X-Carillon-Position").orElse(""))
        .matches("\\d+\\.\\d+");
  }

  @Test
  void movesTheBarOnceForTenThousandTasks() {
    try (EventStream bar = EventStream.open("/api/events?topic=progress/" + board.id())) {
      HttpResponse<String> done = Api.post(board.path() + "/imports?count=10000&by=1", "");
      assertThat(Api.json(done).getInt("imported")).isEqualTo(10_000);
      Board.tick(board.addedTask("Tune it"), 1, 2);

      // The tick comes after the import: nothing else of it can be on its way
      assertThat(moves(bar, "1/10001")).containsExactly("0/10000", "0/10001", "1/10001");
    }
  }

  @Test
  void showsATickToThoseWhoWatch() {
    int task = board.addedTask("Tune it");
    try (EventStream bar = EventStream.open("/api/events?topic=progress/*")) {
      JsonObject ticked = Api.json(Board.tick(task, 1, 2));

      assertThat(ticked.getBoolean("done")).isTrue();
      assertThat(ticked.getInt("version")).isEqualTo(2);
      assertThat(ticked.getString("changed_by")).isEqualTo("Bob");
      assertThat(ticked.getString("changed")).isEqualTo("done");
      assertThat(moves(bar, "1/1")).endsWith("1/1");
    }
  }

  @Test
  void namesWhatIsNotThereAndWhatIsWrong() {
    assertProblem(Api.get("/api/projects/999999999/progress"), 404, "999999999");
    assertProblem(Api.get("/api/projects/999999999/tasks"), 404, "999999999");
    assertProblem(Api.post("/api/projects/999999999/imports", ""), 404, "999999999");
    assertProblem(Api.get("/api/tasks/999999999"), 404, "999999999");
    assertProblem(Board.tick(999_999_999, 1, 1), 404, "999999999");
    assertProblem(Api.post(board.path() + "/imports?count=0", ""), 400, "count");
    assertProblem(Api.get(board.path() + "/tasks?limit=1001"), 400, "limit");
    assertProblem(Api.postJson("/api/projects", "{\"name\":\" \"}"), 422, "name");
  }

  @Test
  void pagesTasksByTheirIds() {
    int first = board.addedTask("One");
    int second = board.addedTask("Two");

    assertThat(Api.get(board.path() + "/tasks?limit=1").body())
        .contains("\"id\":" + first + ",")
        .doesNotContain("Two");
    assertThat(Api.get(board.path() + "/tasks?after=" + first).body())
        .contains("\"id\":" + second + ",")
        .doesNotContain("One");
    Api.delete("/api/tasks/" + first);
    assertThat(Api.get(board.path() + "/tasks").body()).doesNotContain("One");
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
        .filter(change -> change.getString("topic").equals("progress/" + board.id()))
        .map(change -> change.getJsonObject("new"))
        .map(figure -> figure.getInt("done") + "/" + figure.getInt("total"))
        .toList();
  }
}
