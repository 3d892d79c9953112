package dev.carillon.epochs;

import static dev.carillon.epochs.Client.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Directory;
import dev.carillon.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Another cluster takes over the log, and the address, under a Carillon that runs. */
@TestMethodOrder(OrderAnnotation.class)
class MovedLogIT {
  private static final int PORT = TestServer.freePort();
  private static final List<SystemCluster> CLUSTERS = new ArrayList<>();
  private static Node node;
  private static Sql sql;

  @BeforeAll
  static void start() throws Exception {
    SystemCluster first = create(PORT).start();
    node = Node.on(first.url());
    sql = new Sql(first.url());
    sql.watch();
  }

  @AfterAll
  static void stop() throws Exception {
    if (node != null) {
      node.close();
    }
    for (SystemCluster cluster : CLUSTERS) {
      cluster.close();
    }
  }

  /** pg_upgrade gives the cluster a new identifier, and keeps all else. */
  @Test
  @Order(1)
  void goesOnWithEveryTokenOnceTheLogIsAdopted() throws Exception {
    SystemCluster old = current();
    try (Client connected = node.client("1.0")) {
      sql.rows(1, 40);
      String token = connected.tokenOf(20);
      old.stop();
      SystemCluster upgraded = create(PORT);
      upgraded.upgradeFrom(old);
      upgraded.start();

      node.awaitReason("run SELECT carillon.adopt() after pg_upgrade");
      sql.rows(41, 60);
      sql.run("SELECT carillon.adopt()");
      node.awaitListening();
      sql.rows(61, 80);
      connected.awaitTold("80");
      assertThat(connected.told()).isEqualTo(rows(1, 80));
      try (Client back = node.client(token)) {
        back.awaitTold("80");
        assertThat(back.told()).isEqualTo(rows(21, 80));
      }
    }
  }

  @Test
  @Order(2)
  void refusesALogFromADumpUntilItIsResetAndThenGoesOnByItself() throws Exception {
    SystemCluster old = current();
    Path folder = Directory.temporary("carillon-dump-");
    Path dump = folder.resolve("dump.sql");
    try (Client connected = node.client("1.0")) {
      sql.rows(101, 140);
      String token = connected.tokenOf(120);
      connected.awaitTold("140");
      List<String> expected = new ArrayList<>(connected.told());
      assertThat(expected).endsWith(rows(101, 140).toArray(String[]::new));
      old.dump(dump);
      SystemCluster other = create(TestServer.freePort());
      other.start().restore(dump); // where the node does not look yet: it would migrate meanwhile
      other.stop();
      old.stop();
      other.at(PORT).start();

      node.awaitReason("it was restored from a dump, so run SELECT carillon.reset()");
      sql.rows(141, 160); // writers do not notice
      assertThat(node.pageAfter(token).statusCode()).as("no page of a foreign log").isEqualTo(503);

      sql.run("SELECT carillon.reset()");
      connected.awaitTold("reset expired");
      node.awaitListening();
      sql.rows(201, 240);
      connected.awaitTold("240");
      expected.add("reset expired");
      expected.addAll(rows(201, 240));
      assertThat(connected.told()).isEqualTo(expected);

      assertThat(node.pageAfter(token).statusCode()).isEqualTo(410);
      try (Client back = node.client(connected.tokenOf(220))) {
        back.awaitTold("240");
        assertThat(back.told()).isEqualTo(rows(221, 240));
      }
    } finally {
      Directory.delete(folder);
    }
  }

  private static SystemCluster create(int port) throws Exception {
    SystemCluster cluster = SystemCluster.create(port);
    CLUSTERS.add(cluster);
    return cluster;
  }

  private static SystemCluster current() {
    return CLUSTERS.get(CLUSTERS.size() - 1);
  }
}
