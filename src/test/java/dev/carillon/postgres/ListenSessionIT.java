package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenSessionIT {

  private static final String TERMINATE =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE application_name = 'carillon-listener' AND datname = current_database()";
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
    listening(node);
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
    listening(node);
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
      listening(lazy);
      await().until(() -> sql.number(WAKE_LOCKS) == 16);
      sql.run("INSERT INTO t VALUES (1, 0)");
      await().atMost(2, TimeUnit.SECONDS).until(() -> lazy.changes().size() == 1);
    }
  }

  @Test
  void takesNoWakeLocksWhereItPolls() throws Exception {
    try (TestNode poller =
        new TestNode(database, "carillon.wakeup", "poll", "carillon.poll", "PT0.05S")) {
      listening(poller);
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
  void losesNothingWhenItsConnectionIsKilledAmidWriters() throws Exception {
    listening(node);
    ExecutorService writers = Executors.newFixedThreadPool(3);
    try {
      var unused = writers.invokeAll(IntStream.range(0, 3).mapToObj(w -> writer(w, 300)).toList());
    } finally {
      writers.shutdown();
    }
    await().atMost(30, TimeUnit.SECONDS).until(() -> node.changes().size() >= 900);
    assertDense(node, 900);
    assertThat(node.losses()).isNotEmpty();
    assertThat(node.openings()).hasSize(1);
    for (int w = 0; w < 3; w++) {
      String writer = Integer.toString(w);
      assertThat(
              node.changes().stream()
                  .map(change -> change.row())
                  .filter(row -> row != null && row.text("writer").equals(writer))
                  .map(row -> row == null ? "" : row.text("id"))
                  .map(Integer::valueOf))
          .hasSize(300)
          .isSorted();
    }
  }

  @Test
  void catchesUpWhatWasCommittedWhileItWasAway() throws Exception {
    listening(node);
    node.stop();
    sql.run("INSERT INTO t SELECT i, 0 FROM generate_series(1, 2500) i");
    node.start();
    await().until(() -> node.changes().size() >= 2500);
    assertDense(node, 2500);
    assertThat(node.changes()).filteredOn(change -> change.txEnd()).hasSize(1);
    assertThat(node.openings()).hasSize(1);
  }

  @Test
  void comesBackWhenPostgresqlDoes() throws Exception {
    listening(node);
    sql.close();
    TestDatabase.stop();
    await().until(() -> !node.isListening());
    TestDatabase.start();
    sql = new Sql(database);
    sql.run("INSERT INTO t VALUES (1, 0)");
    await().atMost(30, TimeUnit.SECONDS).until(() -> node.changes().size() == 1);
    assertThat(node.openings()).hasSize(1);
    await().until(() -> sql.number(WAKE_LOCKS) == 16);
  }

  @Test
  void saysSoWhenTheLogWasResetMeanwhile() throws Exception {
    sql.run("INSERT INTO t VALUES (1, 0)");
    listening(node);
    node.stop();
    sql.run("INSERT INTO t VALUES (2, 0)", "SELECT carillon.cut()", "SELECT carillon.reset()");
    node.start();
    await().until(() -> node.openings().size() == 2);
    assertThat(node.openings().get(1))
        .isEqualTo(new LogOpened(new Position(2, 3), ResetReason.EXPIRED));
    sql.run("INSERT INTO t VALUES (3, 0)");
    await().until(() -> node.changes().size() == 1);
    assertThat(node.positions()).containsExactly(new Position(2, 4));
  }

  @Test
  void saysSoWhenTheLogIsResetWhileItListens() throws SQLException {
    listening(node);
    sql.run("INSERT INTO t VALUES (1, 0)");
    await().until(() -> node.changes().size() == 1);
    sql.run("SELECT carillon.reset()");
    await().until(() -> node.openings().size() == 2);
    assertThat(node.openings().get(1).reason()).isEqualTo(ResetReason.EXPIRED);
    sql.run("INSERT INTO t VALUES (2, 0)");
    await().until(() -> node.changes().size() == 2);
    assertThat(node.losses()).isEmpty();
  }

  @Test
  void firesTheSameOnEveryNode() throws Exception {
    try (TestNode other = new TestNode(database)) {
      listening(node);
      listening(other);
      ExecutorService writers = Executors.newFixedThreadPool(4);
      try {
        var unused =
            writers.invokeAll(IntStream.range(0, 4).mapToObj(w -> quietWriter(w, 100)).toList());
      } finally {
        writers.shutdown();
      }
      await().until(() -> node.changes().size() >= 400 && other.changes().size() >= 400);
      assertThat(other.changes()).isEqualTo(node.changes());
      assertDense(node, 400);
    }
  }

  @Test
  void passesRawNotificationsOnAcrossConnections() throws SQLException {
    listening(node);
    node.channels().listen("demo \"quoted\"").toCompletableFuture().join();
    sql.run("NOTIFY \"demo \"\"quoted\"\"\", 'hello'", "NOTIFY other, 'nobody listens'");
    await().until(() -> node.notifications().size() == 1);
    int pid = (int) sql.number("SELECT pg_backend_pid()");
    assertThat(node.notifications())
        .containsExactly(new Notification("demo \"quoted\"", pid, "hello"));

    sql.run(TERMINATE);
    await().until(() -> node.losses().size() == 1 && node.isListening());
    sql.run("NOTIFY \"demo \"\"quoted\"\"\"");
    await().until(() -> node.notifications().size() == 2);
    assertThat(node.notifications().get(1).payload()).isEmpty();
  }

  @Test
  void publishesAndStopsListening() throws SQLException {
    listening(node);
    node.channels().listen("demo").toCompletableFuture().join();
    node.channels().publish("demo", "ä'\"\\");
    await().until(() -> node.notifications().size() == 1);
    assertThat(node.notifications().get(0).payload()).isEqualTo("ä'\"\\");
    node.channels().unlisten("demo");
    node.channels().listen("next").toCompletableFuture().join();
    node.channels().publish("demo", "too late");
    node.channels().publish("next", "");
    await().until(() -> node.notifications().size() == 2);
    assertThat(node.notifications().get(1).channel()).isEqualTo("next");
  }

  private static void listening(TestNode node) {
    node.start();
    await().until(node::isListening);
  }

  private static void assertDense(TestNode node, long count) {
    List<Position> positions = node.positions();
    long first = positions.get(0).n();
    assertThat(positions)
        .containsExactlyElementsOf(
            LongStream.range(first, first + count).mapToObj(n -> new Position(1, n)).toList());
  }

  /** Inserts row by row, and now and then kills the listening connection. */
  private Callable<Void> writer(int writer, int rows) {
    return write(writer, rows, 100);
  }

  private Callable<Void> quietWriter(int writer, int rows) {
    return write(writer, rows, Integer.MAX_VALUE);
  }

  private Callable<Void> write(int writer, int rows, int killEach) {
    return () -> {
      try (Sql own = new Sql(database)) {
        for (int i = 1; i <= rows; i++) {
          own.run("INSERT INTO t VALUES (" + (writer * rows + i) + ", " + writer + ")");
          if (i % killEach == 0) {
            own.run(TERMINATE);
          }
        }
      }
      return null;
    };
  }
}
