package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which messages wait for whom, and who may find them. Abe and Bob are customers, Charlie is staff.
 */
class UnreadIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Nobody else's. */
  private final String channel = "it-" + Long.toString(System.nanoTime(), 36);

  @Test
  void countsWhatIsUnreadAndTellsWhenItIsSeenElsewhere() {
    try (EventStream badge = EventStream.open("/api/events?topic=unread/2")) {
      int id = Api.json(Chat.say(1, channel, "For Bob")).getInt("id");
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
    int id = Api.json(Chat.say(1, "direct/1/3", "How?")).getInt("id");

    assertThat(unread(3)).contains(id);
    assertThat(unread(2)).doesNotContain(id);
    await()
        .atMost(SOON)
        .until(() -> Api.get("/api/users/1/channels").body().contains("direct/1/3"));
    assertThat(Api.get("/api/users/2/channels").body()).doesNotContain("direct/1/3");
    assertThat(Api.get("/api/messages/latest?reader=2").body()).doesNotContain("direct/1/3");
    assertThat(Api.get("/api/users").body()).contains("\"Charlie\"", "\"staff\"", "\"customer\"");
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertProblem(Api.get("/api/unread?reader=x"), 400, "reader");
    assertProblem(Api.get("/api/presence"), 400, "channel");
    assertProblem(Api.get("/api/messages/latest"), 400, "reader");
    assertProblem(
        Api.postJson("/api/unread/seen", "{\"reader\":2,\"messages\":7}"), 422, "messages");
  }

  private static List<Integer> unread(int reader) {
    return Api.list(Api.get("/api/unread?reader=" + reader)).stream()
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
}
