package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LISTEN and NOTIFY over HTTP. */
class ChannelsIT {
  @Test
  void passesOnWhatAnyoneNotifies() throws SQLException {
    try (EventStream stream = EventStream.open(path("demo"));
        Connection connection = Sql.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("NOTIFY demo, 'x'");

      JsonObject notification = stream.awaitChanges(1).get(0);
      assertThat(notification.getString("channel")).isEqualTo("demo");
      assertThat(notification.getString("payload")).isEqualTo("x");
      try (ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
        assertThat(pid.next()).isTrue();
        assertThat(notification.getInt("pid")).isEqualTo(pid.getInt(1));
      }
    }
  }

  @Test
  void passesOnAnEmptyPayloadAsAnEmptyString() throws SQLException {
    try (EventStream stream = EventStream.open(path("demo"))) {
      Sql.execute("NOTIFY demo");

      assertThat(stream.awaitChanges(1).get(0).getString("payload")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo with spaces", "demo \"quoted\"", "demo'Ünïcödé✓", "demo?a=b&c%d"})
  void takesAnyNameThatPostgresTakes(String channel) throws SQLException {
    String payload = "line 1\nline 2 \"quoted\" ✓ \\";
    try (EventStream stream = EventStream.open(path(channel))) {
      assertThat(Api.post(path(channel), payload).statusCode()).isEqualTo(204);
      Sql.execute("NOTIFY \"%s\", 'by SQL'".formatted(channel.replace("\"", "\"\"")));

      stream.awaitChanges(2);
      assertThat(stream.changes())
          .extracting(notification -> notification.getString("channel"))
          .containsOnly(channel);
      assertThat(stream.changes())
          .extracting(notification -> notification.getString("payload"))
          .containsExactly(payload, "by SQL");
    }
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertProblem(Api.post(path("secret"), "x"), 403, "carillon.channels.publish");
    assertProblem(Api.post(path("carillon"), ""), 403, "carillon");
    assertProblem(Api.get(path("carillon")), 403, "carillon");
    assertProblem(Api.post(path("demo"), "x".repeat(8000)), 413, "7999");
    assertProblem(Api.post(path("demo" + "é".repeat(30)), "x"), 400, "63 bytes");
    assertProblem(Api.get(path("demo" + "é".repeat(30))), 400, "63 bytes");
    assertProblem(Api.get(path("")), 400, "63 bytes");
    assertProblem(Api.delete(path("demo")), 405, "POST");
  }

  @Test
  void takesTheLongestPayloadAndTheLongestName() {
    String longest = "demo" + "n".repeat(59);
    String payload = "é".repeat(3999) + "x";
    try (EventStream stream = EventStream.open(path(longest))) {
      assertThat(Api.post(path(longest), payload).statusCode()).isEqualTo(204);

      assertThat(stream.awaitChanges(1).get(0).getString("payload")).isEqualTo(payload);
    }
  }

  @Test
  void forgetsWhoLeavesAQuietChannel() {
    int before = Api.subscribers("sse");
    EventStream stream = EventStream.open(path("demo that nobody notifies"));
    assertThat(Api.subscribers("sse")).isGreaterThan(before);
    stream.cutOff();

    await()
        .atMost(Carillon.HEARTBEAT.multipliedBy(4))
        .until(() -> Api.subscribers("sse") <= before);
  }

  private static String path(String channel) {
    return "/api/channels/"
        + URLEncoder.encode(channel, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
