package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The node sleeps while few commit, and is up where notifying it would cost them dearly. */
@Timeout(180)
class WakefulnessIT {
  private static final String[] LAZY = {"carillon.poll", "PT10S"};
  private static final Duration SOON = Duration.ofSeconds(4);
  private static final int SLOW_WRITERS = 8;

  private final TestDatabase database = TestDatabase.migrated();
  private final TestNode node = new TestNode(database, LAZY);
  private Sql sql;
  private Rush rush;

  @BeforeEach
  void watch() throws SQLException {
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int PRIMARY KEY)", "SELECT carillon.watch('t')");
    rush = new Rush(sql);
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(node.losses()).isEmpty(); // a lost session lets go of its locks, too
    node.close();
    sql.close();
  }

  @Test
  void getsUpInARushAndLiesDownAfterIt() throws SQLException {
    node.listening();
    await().until(() -> rush.locks() == 16);
    rush.untilAwake();
    await().atMost(SOON).until(() -> node.changes().size() == rush.rows());
    await().atMost(SOON).until(() -> rush.locks() == 16);
    sql.run("INSERT INTO t VALUES (0)");
    await().atMost(SOON).until(() -> node.changes().size() == rush.rows() + 1);
  }

  @Test
  void neverGetsUpWhereWritersAreAlwaysToNotify() throws SQLException {
    try (TestNode old =
        new TestNode(database, "carillon.wakeup", "notify", "carillon.poll", "PT10S")) {
      old.listening();
      await().until(() -> rush.locks() == 16);
      for (int i = 0; i < 10; i++) {
        rush.once();
        assertThat(rush.locks()).isEqualTo(16);
      }
      await().atMost(SOON).until(() -> old.changes().size() == rush.rows());
    }
  }

  @Test
  void getsUpBecauseWritersQueueHoweverSlowTheDisk() throws Exception {
    node.listening();
    await().until(() -> rush.locks() == 16);
    ExecutorService writers = Executors.newFixedThreadPool(SLOW_WRITERS);
    AtomicBoolean enough = new AtomicBoolean();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 1; i <= SLOW_WRITERS; i++) {
      int first = i * 1_000_000;
      running.add(writers.submit(() -> writeSlowly(first, enough)));
    }
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> rush.locks() == 0);
    } finally {
      enough.set(true);
      writers.shutdown();
    }
    for (Future<?> each : running) {
      each.get();
    }
    long written = sql.number("SELECT count(*) FROM t");
    await().atMost(SOON).until(() -> node.changes().size() == written);
  }

  /** As on a disk that takes 20 ms for a flush: far too few a second to be a rush. */
  private Void writeSlowly(int first, AtomicBoolean enough) throws SQLException {
    try (Sql own = new Sql(database)) {
      own.run("SET commit_delay = 20000", "SET commit_siblings = 0");
      for (int id = first; !enough.get(); id++) {
        own.run("INSERT INTO t VALUES (" + id + ")");
      }
    }
    return null;
  }
}
