package dev.carillon.epochs;

import static dev.carillon.epochs.Client.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A standby that has lost the tail is promoted: rows 21 to 40 were shown to clients and are gone,
 * rows 101 to 160 have their numbers by now.
 */
class PromotionIT {
  private static final TestServer PRIMARY = TestServer.alone().with("wal_keep_size", "512MB");
  private static TestServer standby;
  private static Node node;
  private static Client connected;

  private static String survived;

  private static String lost;
  private static String early;

  @BeforeAll
  static void promote() throws Exception {
    PRIMARY.start();
    Sql primary = new Sql(PRIMARY.url("postgres"));
    try (BaseBackup backup = BaseBackup.of(PRIMARY)) {
      standby =
          backup.restore(
              TestServer.freePort(),
              "standby.signal",
              "primary_conninfo = 'host=127.0.0.1 port=" + PRIMARY.port() + " user=postgres'");
    }
    standby.start();
    Sql promoted = new Sql(standby.url("postgres"));

    node =
        Node.on(
            "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?user=postgres"
                .formatted(PRIMARY.port(), standby.port()));
    primary.watch();
    connected = node.client("1.0");
    primary.rows(1, 20);
    early = connected.tokenOf(5);
    survived = connected.tokenOf(20);
    String end = primary.value("SELECT pg_current_wal_lsn()");
    await()
        .atMost(Node.PATIENCE)
        .until(() -> promoted.is("pg_last_wal_replay_lsn() >= '" + end + "'"));
    promoted.run("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
    await()
        .atMost(Node.PATIENCE)
        .until(() -> promoted.is("NOT EXISTS (SELECT FROM pg_stat_wal_receiver)"));

    primary.rows(21, 40);
    lost = connected.tokenOf(40);
    assertThat(node.rowsAfter(early)).as("kept in memory from now on").hasSize(35);
    PRIMARY.crash();
    promoted.run("SELECT pg_promote()");
    connected.awaitTold("reset ahead");
    promoted.rows(101, 160);
    connected.awaitTold("160");
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
    if (standby != null) {
      standby.close();
    }
    PRIMARY.close();
  }

  @Test
  void tellsWhoIsConnectedAndGoesOnWithThePromotedServer() {
    List<String> expected = new ArrayList<>(rows(1, 40));
    expected.add("reset ahead");
    expected.addAll(rows(101, 160));
    assertThat(connected.told()).isEqualTo(expected);
  }

  @Test
  void goesOnAfterATokenOfTheTimeBeforeTheFork() {
    for (String token : List.of(early, survived)) {
      try (Client back = node.client(token)) {
        back.awaitTold("160");
        List<String> expected = new ArrayList<>(token.equals(early) ? rows(6, 20) : List.of());
        expected.addAll(rows(101, 160));
        assertThat(back.told()).isEqualTo(expected);
      }
    }
  }

  @Test
  void showsNoPageOfTheLostFuture() {
    List<Integer> after = node.rowsAfter(early);
    assertThat(after).hasSize(15 + 60).doesNotContain(21, 40).startsWith(6).endsWith(160);
  }

  @Test
  void resetsAStreamWithATokenOfTheLostFuture() {
    try (Client back = node.client(lost)) {
      back.awaitTold("reset ahead");
      assertThat(back.told()).containsExactly("reset ahead");
    }
  }

  @Test
  void resetsASocketWithATokenOfTheLostFuture() {
    try (Socket socket = new Socket(node)) {
      socket.subscribe(lost);
      assertThat(socket.awaitFrame("\"reset\"")).contains("ahead");
    }
  }

  @Test
  void answersGoneToAPageAfterATokenOfTheLostFuture() {
    var answer = node.pageAfter(lost);
    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.body()).contains("ahead");
  }
}
