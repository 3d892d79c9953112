package dev.carillon.epochs;

import static dev.carillon.epochs.Client.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.Directory;
import dev.carillon.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dump is restored in another cluster, under a Carillon that runs. */
class DumpIT {

  @Test
  void refusesTheLogUntilItIsResetAndThenGoesOnByItself() throws Exception {
    int port = TestServer.freePort();
    Path folder = Directory.temporary("carillon-dump-");
    Path dump = folder.resolve("dump.sql");
    try (SystemCluster old = SystemCluster.create(port).start();
        SystemCluster other = SystemCluster.create(TestServer.freePort());
        Node node = Node.on(old.url())) {
      Sql sql = new Sql(old.url());
      sql.watch();
      try (Client connected = node.client("1.0")) {
        sql.rows(1, 40);
        String token = connected.tokenOf(20);
        old.dump(dump);
        other.start().restore(dump); // where the node does not look yet: it would migrate meanwhile
        other.stop();
        old.stop();
        other.at(port).start();

        node.awaitReason("it was restored from a dump, so run SELECT carillon.reset()");
        sql.rows(41, 60); // writers do not notice
        assertThat(node.pageAfter(token).statusCode())
            .as("no page of a foreign log")
            .isEqualTo(503);

        sql.run("SELECT carillon.reset()");
        connected.awaitTold("reset expired");
        node.awaitListening();
        sql.rows(101, 140);
        connected.awaitTold("140");
        List<String> expected = new ArrayList<>(rows(1, 40));
        expected.add("reset expired");
        expected.addAll(rows(101, 140));
        assertThat(connected.told()).isEqualTo(expected);

        assertThat(node.pageAfter(token).statusCode()).isEqualTo(410);
        try (Client back = node.client(connected.tokenOf(120))) {
          back.awaitTold("140");
          assertThat(back.told()).isEqualTo(rows(121, 140));
        }
      }
    } finally {
      Directory.delete(folder);
    }
  }
}
