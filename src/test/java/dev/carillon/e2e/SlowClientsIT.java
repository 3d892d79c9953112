package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that read slowly, never, or no longer; and what is left of them. */
@Tag("heavy")
class SlowClientsIT {
  private static final String ROWS =
      "INSERT INTO %s (note) SELECT left(string_agg(md5(random()::text), ''), 20000) FROM"
          + " generate_series(1, %d) row, generate_series(1, 626) part GROUP BY row";

  /** That a slow reader takes longer for than a write timeout. */
  private static final String LARGE_ROW =
      "INSERT INTO %s (note) SELECT string_agg(md5(random()::text), '')"
          + " FROM generate_series(1, 12800)";

  private static final String CLOSED_WITH_1013 = "\u0003\u00f5"; // a close frame's first two bytes

  /** A tenth of a second's: per write timeout as much as 10 KB/s are by its default of 10 s. */
  private static final int SIP = 3333;

  /** One or more for each client, if it is not forgotten. */
  private static final Pattern OF_A_CLIENT =
      Pattern.compile(
          "dev\\.carillon\\.(stream\\.(Subscriber|Delivery)|sse\\.NonBlockingSink"
              + "|websocket\\.(ChangeSocket|SocketOutlet))");

  /** Of what does not belong to clients, such as a pool that grows. */
  private static final long SLACK = 10;

  /** More than a server's pools have, each of which may hold on to its last client's things. */
  private static final long THREADS = 100;

  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @BeforeEach
  void nobodyIsLeftFromBefore() {
    patiently().until(() -> subscribers() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse", "websocket"})
  void keepsAClientThatReadsSlowly(String transport) throws Exception {
    int closedBefore = closedAsTooSlow();
    try (EventStream healthy = table.stream();
        RawClient slow = RawClient.open(transport, table.name())) {
      ScheduledExecutorService reader = readSlowly(slow);
      Sql.execute(LARGE_ROW.formatted(table.name()));
      int rows = 1;
      for (int round = 0; round < 5; round++) {
        write(100);
        rows += 100;
        int soFar = rows;
        patiently().until(() -> healthy.messages().size() == soFar);
      }
      long since = System.nanoTime();
      Duration longEnough = Carillon.WRITE_TIMEOUT.multipliedBy(3);
      patiently().until(() -> System.nanoTime() - since > longEnough.toNanos());
      reader.shutdown();
      patiently().until(reader::isTerminated);

      assertThat(slow.rowIds()).hasSizeBetween(1, rows / 2);
      assertThat(closedAsTooSlow()).isEqualTo(closedBefore);
      slow.readUpTo(rows);
      assertThat(slow.rowIds()).isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
      assertThat(healthy.rowIds()).isEqualTo(slow.rowIds());
    }
    patiently().until(() -> subscribers() == 0);
  }

  @Test
  void closesASocketThatNeverReadsAndNobodyElseNotices() throws Exception {
    int closedBefore = closedAsTooSlow();
    try (EventStream healthy = table.stream();
        RawClient stuck = RawClient.open("websocket", table.name())) {
      write(600);
      patiently().until(() -> healthy.messages().size() == 600);

      patiently().until(() -> closedAsTooSlow() == closedBefore + 1);
      table.insert("afterwards");
      healthy.awaitChanges(601);
      assertThat(Api.subscribers("websocket")).isZero();
      patiently().until(() -> !Connections.areSeen() || !Connections.isHeld(stuck.socket()));
      stuck.readToTheEnd();
      assertThat(stuck.rowIds()).hasSizeLessThan(600);
    }
  }

  @Test
  void tellsASocketThatReadsAgainWhyItWasClosed() throws Exception {
    int closedBefore = closedAsTooSlow();
    try (RawClient stuck = RawClient.open("websocket", table.name())) {
      write(600);
      patiently().until(() -> closedAsTooSlow() == closedBefore + 1);

      stuck.readToTheEnd();

      assertThat(stuck.text()).contains(CLOSED_WITH_1013 + "The client reads too slowly");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sse", "websocket"})
  void noticesAClientThatVanished(String transport) throws Exception {
    int leftBefore = left();
    RawClient client = RawClient.open(transport, table.name());
    assertThat(Api.subscribers(transport)).isEqualTo(1);

    client.vanish();

    patiently().until(() -> Api.subscribers(transport) == 0);
    assertThat(left()).isEqualTo(leftBefore + 1);
  }

  @Test
  void keepsNothingOfTwoThousandThatCameAndWent() throws Exception {
    assumeTrue(Connections.areSeen(), "only Linux shows the server's side");
    comeAndGo(); // pools grow with the first
    patiently().until(() -> subscribers() == 0);
    Optional<ServerProcess> server = ServerProcess.find();
    long threads = server.map(ServerProcess::threads).orElse(0L);
    long connections = Connections.held();

    for (int round = 0; round < 20; round++) {
      comeAndGo();
    }

    patiently().until(() -> subscribers() == 0);
    patiently()
        .untilAsserted(
            () -> assertThat(Connections.held()).isLessThanOrEqualTo(connections + SLACK));
    server.ifPresent(
        process ->
            patiently()
                .untilAsserted(
                    () -> assertThat(process.threads()).isLessThanOrEqualTo(threads + SLACK)));
    server.ifPresent(
        process ->
            patiently()
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                    () ->
                        assertThat(process.reachable(OF_A_CLIENT).orElse(0))
                            .as("some 10,000 if they were kept; a pool's thread may hold its last")
                            .isLessThan(THREADS)));
    try (EventStream next = table.stream()) {
      table.insert("to whoever comes next");
      next.awaitChanges(1);
    }
  }

  /** A hundred, half of them by each transport; every other leaves without a word. */
  private void comeAndGo() throws IOException {
    List<RawClient> crowd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      crowd.add(RawClient.open(i % 4 < 2 ? "sse" : "websocket", table.name()));
    }
    for (int i = 0; i < crowd.size(); i += 2) {
      crowd.get(i).close();
      crowd.get(i + 1).vanish();
    }
  }

  private static ScheduledExecutorService readSlowly(RawClient client) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    var unused =
        clock.scheduleAtFixedRate(
            () -> {
              try {
                client.read(SIP);
              } catch (IOException e) {
                throw new UncheckedIOException(e); // it reads no more: the test misses rows
              }
            },
            0,
            100,
            TimeUnit.MILLISECONDS);
    return clock;
  }

  private void write(int rows) throws SQLException {
    Sql.execute(ROWS.formatted(table.name(), rows));
  }

  private static int subscribers() {
    return Api.subscribers("sse") + Api.subscribers("websocket");
  }

  private static int left() {
    return Api.status().getJsonObject("closed").getInt("gone") + closedAsTooSlow();
  }

  private static int closedAsTooSlow() {
    return Api.status().getJsonObject("closed").getInt("too-slow");
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }
}
