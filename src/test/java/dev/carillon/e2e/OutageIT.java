package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** PostgreSQL goes away and comes back; whoever is connected sees every row once, in order. */
class OutageIT {
  private static final Duration NOTICED = Duration.ofSeconds(15);
  private static final Duration BACK = Duration.ofSeconds(30);

  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @BeforeEach
  @AfterEach
  void awaitListening() {
    await().atMost(BACK).until(() -> Api.listenerState().equals("listening"));
  }

  @Test
  void losesNothingWhenTheListeningBackendIsKilledUnderWrites() throws Exception {
    try (EventStream stream = table.stream();
        Writer writer = Writer.start(table.name(), 100)) {
      for (int kill = 0; kill < 3; kill++) {
        writer.awaitMore(60);
        await().atMost(BACK).until(Sql::killListener); // it may not be back from the last time yet
      }
      writer.awaitMore(100);

      assertEachOnceInOrder(stream, writer.stop());
    }
  }

  @Test
  void losesNothingWhenPostgresIsStoppedAndStarted() throws Exception {
    Carillon.running().assumeOwned();
    try (EventStream stream = table.stream();
        EventStream channel = EventStream.open("/api/channels/e2e%20outage");
        Writer writer = Writer.start(table.name(), 100)) {
      writer.awaitMore(50);
      TestDatabase.stop();
      try {
        await().atMost(NOTICED).until(() -> Api.listenerState().equals("disconnected"));
        saysThatItIsDown();
        // Long enough for the back-off to have grown
        await()
            .during(Duration.ofSeconds(3))
            .until(() -> Api.listenerState().equals("disconnected"));
        assertThat(stream.ended()).isFalse();
      } finally {
        TestDatabase.start();
      }
      await().atMost(BACK).until(() -> Api.health("/health/ready").statusCode() == 200);
      awaitListening();
      writer.awaitMore(50);

      assertEachOnceInOrder(stream, writer.stop());
      Sql.execute("NOTIFY \"e2e outage\", 'heard again'");
      assertThat(channel.awaitChanges(1).get(0).getString("payload")).isEqualTo("heard again");
    }
  }

  @Test
  void answersAtOnceWhenPostgresIsBack() {
    Carillon.running().assumeOwned();
    fillThePool();
    TestDatabase.stop();
    TestDatabase.start();
    await().atMost(BACK).until(() -> Api.health("/health/ready").statusCode() == 200);
    awaitListening();

    assertThat(fillThePool()).containsOnly(200);
  }

  @Test
  void goesOnFromMemoryOrSaysSoWhilePostgresIsAway() throws Exception {
    Carillon.running().assumeOwned();
    String old;
    String recent;
    try (EventStream stream = table.stream()) {
      old = stream.lastId();
      table.insertAtOnce(1, 2 * Carillon.TAIL);
      stream.awaitChanges(2 * Carillon.TAIL);
      recent = stream.lastId();
      table.insertAtOnce(2 * Carillon.TAIL + 1, 2 * Carillon.TAIL + 1);
      stream.awaitChanges(2 * Carillon.TAIL + 1);
    }
    TestDatabase.stop();
    try {
      await().atMost(NOTICED).until(() -> Api.listenerState().equals("disconnected"));
      try (EventStream again = table.stream("Last-Event-ID", recent)) {
        again.awaitChanges(1);
      }
      HttpResponse<String> refused =
          Api.get("/api/events?topic=" + table.name(), "Last-Event-ID", old);
      Api.assertProblem(refused, 503, "PostgreSQL");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      HttpResponse<String> insert =
          Api.postJson("/api/stock-prices", "{\"symbol\":\"ACME\",\"price\":1}");
      assertThat(insert.statusCode()).isGreaterThanOrEqualTo(500);
      assertThat(insert.body()).doesNotContain("\tat ");
    } finally {
      TestDatabase.start();
    }
    awaitListening();
  }

  /**
   * Requests at the same time, so that there is more than one connection; their answers' status.
   */
  private static List<Integer> fillThePool() {
    return IntStream.range(0, 8)
        .parallel()
        .mapToObj(i -> Api.get("/api/stock-prices").statusCode())
        .toList();
  }

  private static void saysThatItIsDown() {
    HttpResponse<String> ready = Api.health("/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    JsonObject health = Api.json(ready);
    assertThat(health.getString("status")).isEqualTo("DOWN");
    assertThat(Api.health("/health/live").statusCode()).as("alive all the same").isEqualTo(200);
    assertThat(Api.status().getString("reason")).isNotEmpty();
  }

  private static void assertEachOnceInOrder(EventStream stream, int last) {
    await().atMost(BACK).until(() -> stream.messages().size() >= last);
    assertThat(stream.rowIds()).isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    assertThat(stream.events()).noneMatch(event -> event.type().equals("reset"));
  }
}
