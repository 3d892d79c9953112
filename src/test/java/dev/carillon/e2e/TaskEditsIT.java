package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks that several people change at once: who wins, and what the loser is told. */
class TaskEditsIT {
  @RegisterExtension private final Board board = new Board();

  @Test
  void tellsTheLoserWhoHasChangedWhat() {
    int task = board.addedTask("Tune it");
    Board.tick(task, 1, 2);

    HttpResponse<String> late = Board.tick(task, 1, 3);

    assertProblem(late, 409, "Bob has changed task " + task + " since you read it: it is done");
    JsonObject problem = Api.json(late);
    assertThat(problem.getString("by")).isEqualTo("Bob");
    assertThat(problem.getString("changed")).isEqualTo("done");
    assertThat(problem.getString("version")).isEqualTo("2");
    assertThat(Board.tick(task, 2, 3).statusCode())
        .as("with the version that he was told")
        .isEqualTo(200);
  }

  @Test
  void letsOneOfTwoWinWhoTickAtTheSameMoment() throws Exception {
    int task = board.addedTask("Tune it");
    try (Connection gate = Sql.connect();
        var statement = gate.createStatement()) {
      gate.setAutoCommit(false);
      statement.execute("SELECT FROM task WHERE id = " + task + " FOR UPDATE");
      var bob = CompletableFuture.supplyAsync(() -> Board.tick(task, 1, 2));
      var charlie = CompletableFuture.supplyAsync(() -> Board.tick(task, 1, 3));
      await().until(() -> waiting() == 2); // both have read version 1
      gate.rollback();

      HttpResponse<String> loser = bob.join().statusCode() == 409 ? bob.join() : charlie.join();
      HttpResponse<String> winner = loser == bob.join() ? charlie.join() : bob.join();
      assertThat(winner.statusCode()).isEqualTo(200);
      assertProblem(loser, 409, Api.json(winner).getString("changed_by") + " has changed");
    }
    assertThat(Api.json(Api.get(board.path() + "/progress")).getInt("done")).isEqualTo(1);
  }

  @Test
  void overwritesNoChangeThatWasMadeInPsql() throws SQLException {
    int task = board.addedTask("Tune it");
    Sql.execute("UPDATE task SET title = 'Tune it well' WHERE id = " + task);

    assertProblem(Board.tick(task, 1, 2), 409, "its title is \"Tune it well\"");
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
        Api.putJson("/api/tasks/" + board.addedTask("Tune it"), body.replace('\'', '"')),
        status,
        word);
  }

  /** How many sessions wait for a row that another one has locked. */
  private static int waiting() throws SQLException {
    return Integer.parseInt(
        Sql.query(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"));
  }
}
