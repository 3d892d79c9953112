package dev.carillon.postgres;

import static dev.carillon.postgres.ReplicatedDatabase.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.ReplicaStatus.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whatever happens to the standby that serves replay: pages are those of the primary. */
class ReplicaFaultIT {
  private static final String TRUNCATING =
      "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
          + " WHERE mode = 'AccessExclusiveLock' AND datname = current_database()";

  @AutoClose private final ReplicatedDatabase log = new ReplicatedDatabase();
  private ReplayingNode node = log.node();

  ReplicaFaultIT() throws Exception {}

  @Test
  void losesNothingWhereItDiesMidway() throws Exception {
    node.awaitState(State.SERVING);
    assertThat(node.page(0, 10)).isEqualTo(range(1, 10));
    ReplicatedDatabase.standby().crash();
    assertThat(node.page(10, 10)).isEqualTo(range(11, 20));
    assertThat(node.page(20, 10)).isEqualTo(range(21, 30));
    assertThat(node.replica().pages()).isEqualTo(1);
    node.awaitState(State.AWAY);
    ReplicatedDatabase.standby().start();
    node.awaitState(State.SERVING);
    assertThat(node.page(30, 10)).isEqualTo(range(31, 40));
    assertThat(node.replica().pages()).isEqualTo(2);
  }

  @Test
  void isNoReplicaIfItIsAnotherDatabase() throws Exception {
    TestDatabase other = log.create();
    try (Sql there = new Sql(other)) {
      there.run(
          "CREATE TABLE t (id int)",
          "SELECT carillon.watch('t')",
          "INSERT INTO t SELECT i FROM generate_series(901, 1000) i",
          "SELECT carillon.cut()");
    }
    log.replayFrom(other);
    node = log.node();
    node.awaitState(State.APART);
    assertThat(node.replica().reason()).contains("1.100");
    assertThat(node.page(0, 100)).isEqualTo(range(1, 100));
    assertThat(node.replica().pages()).isZero();
  }

  @Test
  void makesNoHoleWhereALeafIsTruncatedUnderIt() throws Exception {
    for (int leaf = 1; leaf <= 3; leaf++) {
      log.sql().run("SELECT setval('carillon.leaf', " + leaf + ")");
      log.write(leaf * 100 + 1, leaf * 100 + 100);
    }
    node.awaitState(State.SERVING);
    log.sql()
        .run(
            "UPDATE carillon.batches SET cut_at = cut_at - interval '2 hours' WHERE first <= 200",
            "BEGIN",
            "SELECT carillon.trim('1 hour', 1 << 30)");
    // Recovery gets the lock with what is logged so far, and keeps it until the commit comes
    log.sql().run("SELECT pg_switch_wal()");
    try (Sql there = log.there()) {
      await().atMost(ReplayingNode.PATIENCE).until(() -> there.number(TRUNCATING) > 0);
    }
    long served = node.replica().pages();
    assertThat(node.replica().read(node.at(200), 50, 1 << 20))
        .as("it waits, and no reader with it")
        .isEmpty();
    log.sql().run("COMMIT");
    node.awaitState(State.SERVING);
    List<Integer> all = new ArrayList<>();
    await()
        .atMost(ReplayingNode.PATIENCE)
        .untilAsserted(
            () -> {
              node.awaitState(State.SERVING);
              all.clear();
              for (long n = 200; n < 400; n += 50) {
                all.addAll(node.page(n, 50));
              }
              assertThat(all).isEqualTo(range(201, 400));
              assertThat(node.replica().pages()).isGreaterThan(served);
            });
  }
}
