package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Position;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenSessionIT {

  private static final String WAKE_LOCKS =
      "SELECT count(DISTINCT objid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1667330668"
          + " AND objid < 16 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  private final TestDatabase database = TestDatabase.migrated();
  private final TestNode node = new TestNode(database);
  private Sql sql;

  @BeforeEach
  void watch() throws SQLException {
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int PRIMARY KEY, writer int)", "SELECT carillon.watch('t')");
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    sql.close();
  }

  @Test
  void firesWhatIsCommittedAndNothingElse() throws SQLException {
    node.listening();
    sql.run("INSERT INTO t VALUES (1, 0)");
    sql.run("BEGIN", "INSERT INTO t VALUES (2, 0)", "ROLLBACK");
    sql.run(
        "BEGIN", "INSERT INTO t VALUES (3, 0)", "UPDATE t SET writer = 1 WHERE id = 1", "COMMIT");
    await().until(() -> node.changes().size() == 3);
    assertThat(node.changes())
        .extracting(change -> change.op().label())
        .containsExactly("insert", "insert", "update");
    assertThat(node.changes())
        .extracting(change -> change.txEnd())
        .containsExactly(true, false, true);
    assertThat(node.topics()).containsExactly("t", "t", "t");
    assertDense(node, 3);
  }

  @Test
  void opensTheLogOnceWhereItStands() throws SQLException {
    sql.run("INSERT INTO t VALUES (1, 0)", "INSERT INTO t VALUES (2, 0)");
    node.listening();
    sql.run("INSERT INTO t VALUES (3, 0)");
    await().until(() -> node.changes().size() == 1);
    assertThat(node.openings()).containsExactly(new LogOpened(new Position(1, 2), null));
    assertThat(node.positions()).containsExactly(new Position(1, 3));
    assertThat(node.status().position()).isEqualTo(new Position(1, 3));
    assertThat(node.status().lag()).isZero();
  }

  @Test
  void firesWithinAMomentBecauseWritersWakeIt() throws SQLException {
    try (TestNode lazy = new TestNode(database, "carillon.poll", "PT10S")) {
      lazy.listening();
      await().until(() -> sql.number(WAKE_LOCKS) == 16);
      sql.run("INSERT INTO t VALUES (1, 0)");
      await().atMost(2, TimeUnit.SECONDS).until(() -> lazy.changes().size() == 1);
    }
  }

  @Test
  void takesNoWakeLocksWhereItPolls() throws Exception {
    try (TestNode poller =
        new TestNode(database, "carillon.wakeup", "poll", "carillon.poll", "PT0.05S")) {
      poller.listening();
      sql.run("INSERT INTO t VALUES (1, 0)");
      await().until(() -> poller.changes().size() == 1);
      assertThat(sql.number(WAKE_LOCKS)).isZero();
      assertThat(
              sql.number(
                  "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN \"carillon\"%'"))
          .isZero();
      // What NOTIFY makes impossible, and polling is there for
      sql.run(
          "BEGIN",
          "INSERT INTO t VALUES (2, 0)",
          "PREPARE TRANSACTION 'two'",
          "COMMIT PREPARED 'two'");
      await().until(() -> poller.changes().size() == 2);
    }
  }

  @Test
  void firesTheSameOnEveryNode() throws Exception {
    try (TestNode other = new TestNode(database)) {
      node.listening();
      other.listening();
      new Writers(database, 4, 100, "").run();
      await().until(() -> node.changes().size() >= 400 && other.changes().size() >= 400);
      assertThat(other.changes()).isEqualTo(node.changes());
      assertDense(node, 400);
    }
  }

  private static void assertDense(TestNode node, long count) {
    List<Position> positions = node.positions();
    long first = positions.get(0).n();
    assertThat(positions)
        .containsExactlyElementsOf(
            LongStream.range(first, first + count).mapToObj(n -> new Position(1, n)).toList());
  }
}
