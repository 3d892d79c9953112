package dev.carillon.epochs;

import static dev.carillon.epochs.Client.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestServer;
import org.junit.jupiter.api.Test;

/** pg_upgrade gives the cluster a new identifier, and keeps all else. */
class UpgradeIT {

  @Test
  void goesOnWithEveryTokenOnceTheLogIsAdopted() throws Exception {
    int port = TestServer.freePort();
    try (SystemCluster old = SystemCluster.create(port).start();
        SystemCluster upgraded = SystemCluster.create(port);
        Node node = Node.on(old.url())) {
      Sql sql = new Sql(old.url());
      sql.watch();
      try (Client connected = node.client("1.0")) {
        sql.rows(1, 40);
        String token = connected.tokenOf(20);
        old.stop();
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
  }
}
