package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import dev.carillon.change.ReplicaStatus.State;
import dev.carillon.epochs.Standby;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A standby serves replay beside its primary; whatever happens to it, pages are the primary's. */
class ReplicaIT {
  private static final TestServer PRIMARY = TestServer.alone().with("wal_keep_size", "512MB");
  private static final String TRUNCATING =
      "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
          + " WHERE mode = 'AccessExclusiveLock' AND datname = current_database()";
  private static TestServer standby;
  private static int databases;

  private TestDatabase database;
  private Sql sql;
  private ReplayingNode node;

  @BeforeAll
  static void start() throws Exception {
    PRIMARY.start();
    standby = Standby.of(PRIMARY, TestServer.freePort(), "max_standby_streaming_delay = 100ms");
  }

  @AfterAll
  static void stop() {
    standby.close();
    PRIMARY.close();
  }

  @BeforeEach
  void fill() throws Exception {
    database = new TestDatabase(PRIMARY, "replica_" + ++databases);
    try (Sql admin = new Sql(new TestDatabase(PRIMARY, "postgres"))) {
      admin.run("CREATE DATABASE " + database.name());
    }
    database.liquibase(liquibase -> liquibase.update(""));
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int)", "SELECT carillon.watch('t')");
    write(1, 100);
    node = new ReplayingNode(database, standby.url(database.name()));
  }

  @AfterEach
  void close() throws Exception {
    node.close();
    sql.close();
  }

  @Test
  void servesReplayAsFarAsItIsKnownToHaveGot() throws Exception {
    node.awaitState(State.SERVING);
    assertThat(node.page(0, 100)).isEqualTo(range(1, 100));
    assertThat(node.replica().pages()).isEqualTo(1);
    try (Sql there = new Sql(new TestDatabase(standby, database.name()))) {
      assertThat(
              there.number(
                  "SELECT count(*) FROM pg_stat_activity"
                      + " WHERE application_name = 'carillon-replica'"))
          .isEqualTo(1);
    }
    write(101, 110);
    assertThat(node.page(100, 10)).as("newer than what was looked for").isEqualTo(range(101, 110));
    assertThat(node.replica().pages()).isEqualTo(1);
  }

  @Test
  void isPassedByWhereItLags() throws Exception {
    node.awaitState(State.SERVING);
    onStandby("SELECT pg_wal_replay_pause()");
    try {
      write(101, 200);
      node.awaitState(State.LAGGING);
      assertThat(node.replica().lag()).isEqualTo(100);
      assertThat(node.page(90, 50)).isEqualTo(range(91, 140));
      assertThat(node.replica().pages()).isZero();
      assertThat(node.page(0, 50)).isEqualTo(range(1, 50));
      assertThat(node.replica().pages()).as("what it has is right").isEqualTo(1);
    } finally {
      onStandby("SELECT pg_wal_replay_resume()");
    }
    node.awaitState(State.SERVING);
    assertThat(node.page(90, 50)).isEqualTo(range(91, 140));
    assertThat(node.replica().pages()).isEqualTo(2);
    assertThat(node.replica().lag()).isZero();
  }

  @Test
  void losesNothingWhereItDiesMidway() throws Exception {
    node.awaitState(State.SERVING);
    assertThat(node.page(0, 10)).isEqualTo(range(1, 10));
    standby.crash();
    assertThat(node.page(10, 10)).isEqualTo(range(11, 20));
    assertThat(node.page(20, 10)).isEqualTo(range(21, 30));
    assertThat(node.replica().pages()).isEqualTo(1);
    node.awaitState(State.AWAY);
    standby.start();
    node.awaitState(State.SERVING);
    assertThat(node.page(30, 10)).isEqualTo(range(31, 40));
    assertThat(node.replica().pages()).isEqualTo(2);
  }

  @Test
  void isNoReplicaIfItIsAnotherDatabase() throws Exception {
    TestDatabase other = new TestDatabase(PRIMARY, database.name() + "_other");
    sql.run("CREATE DATABASE " + other.name());
    other.liquibase(liquibase -> liquibase.update(""));
    try (Sql there = new Sql(other)) {
      there.run(
          "CREATE TABLE t (id int)",
          "SELECT carillon.watch('t')",
          "INSERT INTO t SELECT i FROM generate_series(901, 1000) i",
          "SELECT carillon.cut()");
    }
    node.close();
    node = new ReplayingNode(database, other.url());
    node.awaitState(State.APART);
    assertThat(node.replica().reason()).contains("1.100");
    assertThat(node.page(0, 100)).isEqualTo(range(1, 100));
    assertThat(node.replica().pages()).isZero();
  }

  @Test
  void servesNothingOfALogThatWasLost() throws Exception {
    node.awaitState(State.SERVING);
    onStandby("SELECT pg_wal_replay_pause()");
    try {
      sql.run("SELECT carillon.reset()");
      write(501, 600);
      node.open();
      assertThat(node.page(101, 50)).isEqualTo(range(501, 550));
      node.awaitState(State.LAGGING);
      assertThat(node.page(101, 50)).isEqualTo(range(501, 550));
      assertThat(node.replica().pages()).isZero();
    } finally {
      onStandby("SELECT pg_wal_replay_resume()");
    }
    node.awaitState(State.SERVING);
    assertThat(node.page(101, 50)).isEqualTo(range(501, 550));
    assertThat(node.replica().pages()).isEqualTo(1);
  }

  @Test
  void makesNoHoleWhereALeafIsTruncatedUnderIt() throws Exception {
    for (int leaf = 1; leaf <= 3; leaf++) {
      sql.run("SELECT setval('carillon.leaf', " + leaf + ")");
      write(leaf * 100 + 1, leaf * 100 + 100);
    }
    node.awaitState(State.SERVING);
    sql.run(
        "UPDATE carillon.batches SET cut_at = cut_at - interval '2 hours' WHERE first <= 200",
        "BEGIN",
        "SELECT carillon.trim('1 hour', 1 << 30)");
    // Recovery gets the lock with what is logged so far, and keeps it until the commit comes
    sql.run("SELECT pg_switch_wal()");
    try (Sql there = new Sql(new TestDatabase(standby, database.name()))) {
      await().atMost(ReplayingNode.PATIENCE).until(() -> there.number(TRUNCATING) > 0);
    }
    long served = node.replica().pages();
    assertThat(node.replica().read(node.at(200), 50, 1 << 20))
        .as("it waits, and no reader with it")
        .isEmpty();
    sql.run("COMMIT");
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

  /** Each row in a cut of its own. */
  private void write(int from, int to) throws Exception {
    for (int id = from; id <= to; id++) {
      sql.run("INSERT INTO t VALUES (" + id + ")", "SELECT carillon.cut()");
    }
    if (node != null) {
      node.follow();
    }
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  private static void onStandby(String statement) throws Exception {
    try (Sql there = new Sql(new TestDatabase(standby, "postgres"))) {
      there.run(statement);
    }
  }
}
