package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chat as programs use it. Abe and Bob are customers, Charlie is staff. */
class MessagesIT {
  private static final String MESSAGES = "/api/messages";
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Nobody else's. */
  private final String channel = "it-" + Long.toString(System.nanoTime(), 36);

  @Test
  void storesAMessageShowsItLiveAndSaysWhereItIs() {
    try (EventStream live = EventStream.open("/api/events?topic=chat/" + channel)) {
      HttpResponse<String> created = say(1, channel, "Hello, \\\"Bob\\\" 😀");

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
      int id = Api.json(say(1, channel, "Helo")).getInt("id");
      JsonObject edited = Api.json(put(id, 1, "Hello"));
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
  void letsNobodyChangeWhatAnotherWrote() {
    int id = Api.json(say(1, channel, "Mine")).getInt("id");

    assertProblem(put(id, 2, "Yours"), 403, "Message " + id + " is by user 1");
    assertProblem(Api.delete(MESSAGES + "/" + id + "?sender=2"), 403, "by user 1");
    assertProblem(Api.delete(MESSAGES + "/" + id), 400, "sender must be");
    assertThat(Api.json(Api.get(MESSAGES + "/" + id)).getString("content")).isEqualTo("Mine");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'sender':1,'channel':'lobby','content':' '}|422|content|content must not be blank",
        "{'sender':1,'channel':'lobby'}|422|content|content must not be blank",
        "{'sender':1,'content':'Hello'}|422|channel|channel must not be blank",
        "{'sender':1,'channel':'a*b','content':'Hello'}|422|channel|but is \"a*b\"",
        "{'sender':1,'channel':'direct/1/2','content':'Hello'}|422|channel|direct/{customer}/{staff}",
        "{'sender':999999,'channel':'lobby','content':'Hello'}|422|sender|999999",
        "{'sender':'Abe','channel':'lobby','content':'Hello'}|422|sender|Abe",
        "{'sender':|400||JSON"
      })
  void passesOnWhatTheDatabaseRefuses(String body, int status, String field, String sentence) {
    HttpResponse<String> answer = Api.postJson(MESSAGES, body.replace('\'', '"'));

    assertProblem(answer, status, sentence);
    assertThat(Api.json(answer).getString("field", null)).isEqualTo(field);
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

  @Test
  void saysWhatIsWrongWithARequest() {
    assertProblem(Api.get(MESSAGES), 400, "channel");
    assertProblem(Api.get(MESSAGES + "?channel=a*"), 400, "a*");
    assertProblem(Api.get(MESSAGES + "?channel=a&limit=0"), 400, "limit");
    assertProblem(Api.get(MESSAGES + "?channel=a&before=x"), 400, "before");
    assertProblem(Api.get("/api/unread?reader=x"), 400, "reader");
    assertProblem(Api.get("/api/presence"), 400, "channel");
    assertProblem(
        Api.postJson("/api/unread/seen", "{\"reader\":2,\"messages\":7}"), 422, "messages");
    assertProblem(put(999_999_999, 1, "x"), 404, "999999999");
  }

  @Test
  void countsWhatIsUnreadAndTellsWhenItIsSeenElsewhere() {
    try (EventStream badge = EventStream.open("/api/events?topic=unread/2")) {
      int id = Api.json(say(1, channel, "For Bob")).getInt("id");
      assertThat(unread(2)).contains(id);
      assertThat(unread(1)).doesNotContain(id);

      String seen = "{\"reader\":2,\"messages\":[" + id + "]}";
      assertThat(Api.postJson("/api/unread/seen", seen).statusCode()).isEqualTo(204);
      assertThat(unread(2)).doesNotContain(id);
      assertThat(unread(3)).contains(id);
      await()
          .atMost(SOON)
          .until(() -> operations(badge, id), operations -> operations.equals("insert delete"));
    }
  }

  @Test
  void keepsDirectQuestionsBetweenTheTwo() {
    int id = Api.json(say(1, "direct/1/3", "How?")).getInt("id");

    assertThat(unread(3)).contains(id);
    assertThat(unread(2)).doesNotContain(id);
    assertThat(Api.get("/api/users/1/channels").body()).contains("direct/1/3");
    assertThat(Api.get("/api/users/2/channels").body()).doesNotContain("direct/1/3");
    assertThat(Api.get("/api/users").body()).contains("\"Charlie\"", "\"staff\"", "\"customer\"");
  }

  private static HttpResponse<String> say(int sender, String channel, String content) {
    return Api.postJson(
        MESSAGES,
        "{\"sender\":%d,\"channel\":\"%s\",\"content\":\"%s\"}"
            .formatted(sender, channel, content));
  }

  private static HttpResponse<String> put(int id, int sender, String content) {
    return Api.putJson(
        MESSAGES + "/" + id, "{\"sender\":%d,\"content\":\"%s\"}".formatted(sender, content));
  }

  private static List<String> contents(String query) {
    return contents(Api.get(MESSAGES + query));
  }

  private static List<String> contents(HttpResponse<String> page) {
    return array(page).getValuesAs(JsonObject.class).stream()
        .map(message -> message.getString("content"))
        .toList();
  }

  private static List<Integer> unread(int reader) {
    return array(Api.get("/api/unread?reader=" + reader)).getValuesAs(JsonObject.class).stream()
        .map(unread -> unread.getInt("message"))
        .toList();
  }

  /** What the stream told of one message, in order. */
  private static String operations(EventStream stream, int message) {
    return String.join(
        " ",
        stream.changes().stream()
            .filter(change -> change.getJsonObject("key").getInt("message") == message)
            .map(change -> change.getString("op"))
            .toList());
  }

  private static JsonArray array(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try (var reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readArray();
    }
  }

  /** The path of the page that the header leads to. */
  private static String next(HttpResponse<String> page) {
    String link = page.headers().firstValue("Link").orElseThrow();
    assertThat(link).contains("rel=\"next\"");
    return link.replaceFirst(".*<[^>]*(/api/[^>]*)>.*", "$1");
  }
}
