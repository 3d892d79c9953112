package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chat as programs use it. Abe and Bob are customers, Charlie is staff. */
class MessagesIT {
  private static final String MESSAGES = "/api/messages";

  /** Nobody else's. */
  private final String channel = "it-" + Long.toString(System.nanoTime(), 36);

  @Test
  void storesAMessageShowsItLiveAndSaysWhereItIs() {
    try (EventStream live = EventStream.open("/api/events?topic=chat/" + channel)) {
      HttpResponse<String> created = Chat.say(1, channel, "Hello, \\\"Bob\\\" 😀");

      assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
      JsonObject message = Api.json(created);
      String path = MESSAGES + "/" + message.getInt("id");
      assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith(path);
      assertThat(Api.json(Api.get(path))).as("what is stored").isEqualTo(message);
      assertThat(message.getString("content")).isEqualTo("Hello, \"Bob\" 😀");
      JsonObject row = live.awaitChanges(1).get(0).getJsonObject("new");
      assertThat(row.getInt("id")).isEqualTo(message.getInt("id"));
      assertThat(row.getString("content")).isEqualTo("Hello, \"Bob\" 😀");
    }
  }

  @Test
  void showsEditsAndDeletesLive() {
    try (EventStream live = EventStream.open("/api/events?topic=chat/" + channel)) {
      int id = Api.json(Chat.say(1, channel, "Helo")).getInt("id");
      JsonObject edited = Api.json(Chat.edit(id, 1, "Hello"));
      assertThat(edited.getString("content")).isEqualTo("Hello");
      assertThat(edited.getString("edited_at")).isNotEmpty();
      assertThat(Api.delete(MESSAGES + "/" + id + "?sender=1").statusCode()).isEqualTo(204);

      List<JsonObject> changes = live.awaitChanges(3);
      assertThat(changes.get(1).getJsonObject("new").getString("content")).isEqualTo("Hello");
      assertThat(changes.get(2).getString("op")).isEqualTo("delete");
      assertThat(changes.get(2).getJsonObject("old").getInt("id")).isEqualTo(id);
      assertProblem(Api.get(MESSAGES + "/" + id), 404, "There is no message " + id);
    }
  }

  @Test
  void neverShowsWhatIsRolledBack() throws SQLException {
    try (EventStream live = EventStream.open("/api/events?topic=chat/" + channel);
        Connection connection = Sql.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO conversation VALUES ('Abe', '" + channel + "', 'never')");
      connection.rollback();
      statement.execute("INSERT INTO conversation VALUES ('Abe', '" + channel + "', 'once')");
      connection.commit();

      assertThat(live.awaitChanges(1).get(0).getJsonObject("new").getString("content"))
          .isEqualTo("once");
      assertThat(contents("?channel=" + channel)).containsExactly("once");
    }
  }

  @Test
  void leadsThroughTheHistoryPageByPage() throws SQLException {
    Sql.execute(
        "INSERT INTO message (sender, channel, content) SELECT 1, '"
            + channel
            + "', i FROM generate_series(1, 5) i");

    HttpResponse<String> newest = Api.get(MESSAGES + "?channel=" + channel + "&limit=2");
    assertThat(contents(newest)).containsExactly("5", "4");
    assertThat(newest.headers().firstValue("X-Carillon-Position").orElseThrow())
        .matches("\\d+\\.\\d+");
    HttpResponse<String> older = Api.get(next(newest));
    assertThat(contents(older)).containsExactly("3", "2");
    HttpResponse<String> oldest = Api.get(next(older));
    assertThat(contents(oldest)).containsExactly("1");
    assertThat(oldest.headers().firstValue("Link")).as("the last page").isEmpty();
  }

  @Test
  void writesThroughTheViewOfConversations() {
    String body = "{\"sender_name\":\"%s\",\"channel\":\"" + channel + "\",\"content\":\"Hi\"}";

    assertThat(Api.postJson(MESSAGES + "/by-name", body.formatted("Bob")).statusCode())
        .isEqualTo(204);
    assertThat(contents("?channel=" + channel)).containsExactly("Hi");
    HttpResponse<String> refused = Api.postJson(MESSAGES + "/by-name", body.formatted("Zoe"));
    assertProblem(refused, 422, "\"Zoe\" is that of 0");
    assertThat(Api.json(refused).getString("field")).isEqualTo("sender_name");
  }

  private static List<String> contents(String query) {
    return contents(Api.get(MESSAGES + query));
  }

  private static List<String> contents(HttpResponse<String> page) {
    return Api.list(page).stream().map(message -> message.getString("content")).toList();
  }

  /** The path of the page that the header leads to. */
  private static String next(HttpResponse<String> page) {
    String link = page.headers().firstValue("Link").orElseThrow();
    assertThat(link).contains("rel=\"next\"");
    return link.replaceFirst(".*<[^>]*(/api/[^>]*)>.*", "$1");
  }
}
