package dev.carillon.e2e;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.launcher.RestartableNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes on one database, restarted one after the other while rows are written, or killed. */
@TestMethodOrder(OrderAnnotation.class) // the second leaves one node only
class RollingRestartIT {
  private static final Logger LOGGER = System.getLogger(RollingRestartIT.class.getName());
  private static final int CLIENTS = 30;
  private static final int ROWS_PER_SECOND = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Five seconds are promised; twice that, since this machine has other work. */
  private static final Duration WITHIN_FIVE_SECONDS = Duration.ofSeconds(10);

  @AutoClose private static RestartableNode left;
  @AutoClose private static RestartableNode right;

  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @BeforeAll
  static void start() throws IOException {
    Carillon.running().assumeOwned();
    left = node();
    right = node();
    left.launch();
    right.launch();
    left.awaitServing();
    right.awaitServing();
  }

  @Test
  @Order(1)
  void losesNothingAndServesEverybodyWhileANodeIsAway() throws Exception {
    List<Roamer> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(i -> Roamer.start(List.of(url(left), url(right)), table.name()))
            .toList();
    awaitAllAt(left, clients);
    try (Writer writer = Writer.start(table.name(), ROWS_PER_SECOND)) {
      writer.awaitMore(2 * ROWS_PER_SECOND);
      restartWhileTheOtherServes(left, right, clients);
      writer.awaitMore(2 * ROWS_PER_SECOND);
      restartWhileTheOtherServes(right, left, clients);
      writer.awaitMore(2 * ROWS_PER_SECOND);
      int last = writer.stop();

      await()
          .atMost(PATIENCE)
          .until(() -> clients.stream().allMatch(client -> client.rows().size() >= last));
      List<Integer> all = IntStream.rangeClosed(1, last).boxed().toList();
      assertThat(clients).allSatisfy(client -> assertThat(client.rows()).isEqualTo(all));
    }
    List<Long> retries = clients.stream().flatMap(client -> client.retries().stream()).toList();
    assertThat(retries).allSatisfy(retry -> assertThat(retry).isBetween(500L, 3500L));
    assertThat(retries.stream().distinct().count())
        .as("times at which the clients are told to come back")
        .isGreaterThan(CLIENTS / 2);
    Duration longest = clients.stream().map(Roamer::longestWait).max(naturalOrder()).orElseThrow();
    LOGGER.log(Level.INFO, "The longest that a client was without service: {0}", longest);
    clients.forEach(Roamer::close);
  }

  @Test
  @Order(2)
  void showsTheSameVisitorsOnBothNodesUntilOneIsKilledWithItsOwn() {
    String channel = table.name();
    String query = "&channel=" + channel;
    try (SocketClient abe = SocketClient.withQuery(root(left), "user=1" + query);
        SocketClient bob = SocketClient.withQuery(root(right), "user=2" + query)) {
      for (RestartableNode node : List.of(left, right)) {
        await().atMost(PATIENCE).until(() -> visitors(node, channel), List.of(1, 2)::equals);
      }
      bob.send("{'type':'listen','ref':1,'channel':'demo'}").awaitFrame("listened");
      right.kill();
      await().atMost(WITHIN_FIVE_SECONDS).until(() -> visitors(left, channel), List.of(1)::equals);
      abe.send("{'type':'listen','ref':1,'channel':'demo'}").awaitFrame("listened");
    }
  }

  /** Users by their ids, as a page that this node serves has them. */
  private static List<Integer> visitors(RestartableNode node, String channel) {
    return Api.list(URI.create(root(node) + "/api/presence?channel=" + channel)).stream()
        .map(visitor -> visitor.getInt("appuser"))
        .sorted()
        .toList();
  }

  private static String root(RestartableNode node) {
    return url(node) + "/carillon";
  }

  private static void restartWhileTheOtherServes(
      RestartableNode node, RestartableNode other, List<Roamer> clients) throws IOException {
    node.stop();
    awaitAllAt(other, clients);
    node.launch();
    node.awaitServing();
    assertThat(clients).allMatch(client -> client.isAt(url(other)));
  }

  private static void awaitAllAt(RestartableNode node, List<Roamer> clients) {
    await()
        .atMost(PATIENCE)
        .until(() -> clients.stream().allMatch(client -> client.isAt(url(node))));
  }

  private static RestartableNode node() throws IOException {
    return new RestartableNode(
        "node",
        "-Dcarillon.jdbc.url=" + Carillon.running().jdbcUrl(),
        "-Dcarillon.heartbeat=" + Carillon.HEARTBEAT,
        "-Dcarillon.tail.size=" + Carillon.TAIL);
  }

  private static URI url(RestartableNode node) {
    return URI.create("http://" + node.address());
  }
}
