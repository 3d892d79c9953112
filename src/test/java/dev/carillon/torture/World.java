package dev.carillon.torture;

import static org.awaitility.Awaitility.await;

import dev.carillon.TestServer;
import dev.carillon.launcher.TestProject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * All that can break: a PostgreSQL, two nodes, and the wires in between. Thread-safe.
 *
 * @param database of the torture alone
 */
record World(TestServer server, String database, List<TortureNode> nodes, Truth truth)
    implements AutoCloseable {
  private static final String DATABASE = "torture";
  private static final Duration BACK = Duration.ofMinutes(3);

  /**
   * Starts everything.
   *
   * @param wakeup {@code adaptive}, {@code notify} or {@code poll}
   * @param tails how many changes each node keeps in memory: one node for each number
   */
  static World start(Truth truth, String wakeup, int... tails) throws IOException, SQLException {
    TestServer server =
        TestServer.alone()
            .with("max_connections", "200")
            .with("max_prepared_transactions", "50")
            .with("max_notify_queue_pages", "64");
    server.start();
    try (Connection connection = DriverManager.getConnection(server.url("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + DATABASE);
    }
    Path folder = TestProject.newFolder("torture");
    TortureNode[] nodes = new TortureNode[tails.length];
    for (int i = 0; i < tails.length; i++) {
      nodes[i] =
          new TortureNode("node-" + (i + 1), folder, server.port(), DATABASE, wakeup, tails[i]);
      nodes[i].start();
    }
    World world = new World(server, DATABASE, List.of(nodes), truth);
    world.nodes().forEach(TortureNode::awaitReady);
    return world;
  }

  /** The clients' way to each node. */
  List<Wire> ways() {
    return nodes.stream().map(TortureNode::toClients).toList();
  }

  /** A connection that no wire of ours can harm. */
  Connection connect(String application) throws SQLException {
    return DriverManager.getConnection(
        server.url(database) + "&ApplicationName=" + application + "&connectTimeout=5");
  }

  /** Whether one of the nodes, at least, is there for clients. */
  boolean isServed() {
    return nodes.stream().anyMatch(TortureNode::isReady);
  }

  TortureNode anyNode(Random random) {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /**
   * Any node, but only while another one serves.
   *
   * @throws IllegalStateException if nobody else does
   */
  TortureNode spareNode(Random random) {
    TortureNode node = anyNode(random);
    if (nodes.stream().noneMatch(other -> other != node && other.isReady())) {
      throw new IllegalStateException("nobody serves but " + node.name());
    }
    return node;
  }

  /** Ends every fault and waits until all is well. */
  void heal() {
    nodes.forEach(TortureNode::thaw);
    nodes.forEach(node -> node.toPostgres().heal());
    nodes.forEach(node -> node.toClients().heal());
    await().atMost(BACK).ignoreExceptions().until(() -> server.start() == server);
    nodes.forEach(TortureNode::awaitReady);
  }

  @Override
  public void close() {
    nodes.forEach(TortureNode::close);
    server.close();
  }
}
