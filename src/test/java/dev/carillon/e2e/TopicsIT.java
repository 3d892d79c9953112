package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream carries is what its topics say. */
class TopicsIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @ParameterizedTest
  @CsvSource({"topic=%s&topic=appuser", "topic=e2e_*", "topic=*", "topic=%s&topic=*"})
  void findsTopicsByNameBeginningOrAltogether(String query) throws SQLException {
    try (EventStream stream = EventStream.open("/api/events?" + query.formatted(table.name()))) {
      table.insert("one", "two");

      assertThat(stream.awaitChanges(2))
          .allMatch(change -> change.getString("topic").equals(table.name()));
    }
  }

  @Test
  void namesATopicByTheRowWhereTheWatchSaysSo() throws SQLException {
    try (EventStream jobs = EventStream.open("/api/events?topic=chat/jobs");
        EventStream all = EventStream.open("/api/events?topic=chat/*")) {
      Sql.execute(
          "INSERT INTO message (sender, channel, content) VALUES (1, 'cats', 'Meow')",
          "INSERT INTO message (sender, channel, content) VALUES (2, 'jobs', 'Hired')");

      assertThat(all.awaitChanges(2))
          .extracting(change -> change.getString("topic"))
          .containsExactly("chat/cats", "chat/jobs");
      assertThat(jobs.awaitChanges(1).get(0).getString("topic")).isEqualTo("chat/jobs");
    }
  }

  @Test
  void tellsAnIdleClientWhereTheLogIs() throws SQLException {
    try (EventStream narrow = EventStream.open("/api/events?topic=chat/nobody");
        EventStream wide = table.stream()) {
      table.insert("elsewhere");
      wide.awaitChanges(1);

      await()
          .atMost(Carillon.HEARTBEAT.multipliedBy(3))
          .until(() -> narrow.lastId().equals(wide.lastId()));
      ServerEvent heartbeat = narrow.events().get(narrow.events().size() - 1);
      assertThat(heartbeat.has("")).as("a comment").isTrue();
      assertThat(heartbeat.has("data")).isFalse();
      assertThat(narrow.messages()).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertProblem(Api.get("/api/events?topic=no_such_table"), 404, "no_such_table");
    assertProblem(Api.get("/api/events"), 400, "topic");
    assertProblem(Api.get("/api/events?topic=a*b"), 400, "a*b");
    assertProblem(Api.get("/api/events?topic=stock_price&format=xml"), 400, "format");
    assertProblem(Api.get("/api/events?topic=stock_price&filter=price=gt="), 400, "column");
    assertProblem(Api.get("/api/events?topic=stock_price&tpoic=x"), 400, "tpoic");
    assertProblem(Api.post("/api/events?topic=stock_price", ""), 405, "GET");
  }
}
