package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large rows, large transactions, many clients, and one that never reads. */
@Tag("heavy")
class CrowdIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @ParameterizedTest
  @ValueSource(ints = {20_000, 1_000_000})
  void deliversLargeRowsWhole(int size) throws SQLException {
    try (EventStream stream = table.stream()) {
      insertLarge(size, 1);

      JsonObject change = stream.awaitChanges(1).get(0);
      String note = change.getJsonObject("new").getString("note");
      assertThat(note).hasSize(size);
      assertThat(Sql.query("SELECT md5('" + note + "') = md5(note) FROM " + table.name()))
          .isEqualTo("t");
    }
  }

  @Test
  void deliversATransactionOfTenThousandRowsCompleteAndInOrderToTwentyClients()
      throws SQLException {
    List<EventStream> crowd = crowd(20);
    table.insertAtOnce(1, 10_000);

    awaitEach(crowd, 10_000);
    EventStream first = crowd.get(0);
    assertThat(first.rowIds()).isEqualTo(IntStream.rangeClosed(1, 10_000).boxed().toList());
    assertThat(first.changes().stream().filter(change -> change.getBoolean("txEnd")))
        .containsExactly(first.changes().get(9_999));
    assertThat(crowd).allMatch(other -> other.messages().equals(first.messages()));
    crowd.forEach(EventStream::close);
  }

  @Test
  void servesTwoHundredClientsAtOnceAndForgetsThemWhenTheyLeave() throws Exception {
    List<EventStream> crowd = crowd(200);
    assertThat(Api.subscribers("sse")).isGreaterThanOrEqualTo(200);
    try (Writer writer = Writer.start(table.name(), 100)) {
      writer.awaitMore(60);
      int last = writer.stop();

      awaitEach(crowd, last);
      EventStream first = crowd.get(0);
      assertThat(first.rowIds()).isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
      assertThat(crowd).allMatch(other -> other.messages().equals(first.messages()));
    }
    crowd.forEach(EventStream::close);

    await().atMost(PATIENCE).until(() -> Api.subscribers("sse") == 0);
  }

  @Test
  void closesAClientThatNeverReadsAndNobodyElseNotices() throws Exception {
    int closedBefore = closedAsTooSlow();
    try (EventStream healthy = table.stream();
        StuckClient stuck = new StuckClient("/api/events?topic=" + table.name())) {
      insertLarge(20_000, 600);
      healthy.awaitChanges(600);

      Duration limit = Carillon.WRITE_TIMEOUT.plusSeconds(5);
      await().atMost(limit).until(() -> closedAsTooSlow() == closedBefore + 1);
      table.insert("afterwards");
      healthy.awaitChanges(601);
      assertThat(healthy.ended()).isFalse();
      assertThat(stuck.readsTheEnd(limit)).isTrue();
    }
  }

  @Test
  void letsGoOfTheSocketOfAClientThatNeverReads() throws Exception {
    assumeTrue(StuckClient.canSeeTheServersSide(), "only Linux shows the server's side");
    try (StuckClient stuck = new StuckClient("/api/events?topic=" + table.name())) {
      assertThat(stuck.isHeldByServer()).isTrue();
      insertLarge(20_000, 600);

      await()
          .atMost(Carillon.WRITE_TIMEOUT.plusSeconds(10))
          .untilAsserted(() -> assertThat(stuck.isHeldByServer()).isFalse());
    }
  }

  private List<EventStream> crowd(int size) {
    String path = "/api/events?topic=" + table.name();
    List<EventStream> crowd =
        IntStream.range(0, size).mapToObj(i -> EventStream.connect(path)).toList();
    crowd.forEach(client -> client.awaitEvent("ready"));
    return crowd;
  }

  private static void awaitEach(List<EventStream> crowd, int changes) {
    await()
        .atMost(PATIENCE)
        .until(() -> crowd.stream().allMatch(client -> client.messages().size() >= changes));
  }

  private static int closedAsTooSlow() {
    return Api.status().getJsonObject("closed").getInt("too-slow");
  }

  private void insertLarge(int size, int rows) throws SQLException {
    Sql.execute(
        "INSERT INTO %s (note) SELECT left(string_agg(md5(random()::text), ''), %d) FROM"
                .formatted(table.name(), size)
            + " generate_series(1, %d) row, generate_series(1, %d) part GROUP BY row"
                .formatted(rows, size / 32 + 1));
  }
}
