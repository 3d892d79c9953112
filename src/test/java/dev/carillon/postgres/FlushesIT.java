package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import dev.carillon.change.Position;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whoever commits next flushes for the node, too, where the disk is slow; and nothing is told
 * before. Here only a commit flushes: the server's own writer, which does it now and then, sleeps.
 */
@Timeout(120)
class FlushesIT {
  /** A node whose own flushes take 20 ms each. */
  private static final String SLOW = "&options=-c%20commit_delay=20000%20-c%20commit_siblings=0";

  private static final String LISTENER =
      "(SELECT pid FROM pg_stat_activity WHERE application_name = 'carillon-listener')";
  private static final String ITS_FLUSHES =
      "SELECT coalesce(sum(fsyncs), 0) FROM pg_stat_get_backend_io("
          + LISTENER
          + ") WHERE object = 'wal'";
  private static final String CUTS = "SELECT count(*) FROM carillon.batches WHERE count > 0";

  private final TestServer server =
      TestServer.alone()
          .with("fsync", "on") // or no commit is delayed
          .with("wal_writer_delay", "10s")
          .with("wal_writer_flush_after", "1GB");
  private final TestDatabase database = new TestDatabase(server, "postgres");
  private Sql sql;
  private Rush rush;

  @BeforeEach
  void watch() throws Exception {
    server.start();
    database.liquibase(liquibase -> liquibase.update(""));
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int PRIMARY KEY)", "SELECT carillon.watch('t')");
    rush = new Rush(sql);
  }

  @AfterEach
  void stop() throws SQLException {
    sql.close();
    server.close();
  }

  @Test
  void leavesTheFlushToWritersWhereItIsSlow() throws Exception {
    try (TestNode node = new TestNode(database, "carillon.listen.url", database.url() + SLOW)) {
      node.listening();
      writeWhile(() -> sql.number(CUTS) < 50);
      long flushes = sql.number(ITS_FLUSHES);
      long cuts = sql.number(CUTS);

      writeWhile(() -> sql.number(CUTS) < cuts + 200);

      assertThat(sql.number(ITS_FLUSHES) - flushes).isLessThan(100);
      tellsAll(node);
    }
  }

  @Test
  void flushesItselfWhereNobodyElseDoes() throws Exception {
    try (TestNode node = new TestNode(database, "carillon.listen.url", database.url() + SLOW)) {
      node.listening();
      writeWhile(() -> sql.number(CUTS) < 50);
      sql.run("SET synchronous_commit = off");
      for (int i = 0; i < 20; i++) {
        rush.once();
      }
      tellsAll(node);
      List<String> told = places(node);

      server.crash();
      server.start();

      sql = new Sql(database);
      assertThat(sql.number("SELECT count(*) FROM t")).isEqualTo(rush.rows());
      assertThat(sql.number("SELECT carillon.cut()")).isEqualTo(told.size());
      assertThat(read()).isEqualTo(told);
    }
  }

  @Test
  void tellsWhatAnotherNodeHasCutWhenItIsSafe() throws Exception {
    try (TestNode node = new TestNode(database, "carillon.wakeup", "poll")) {
      node.listening();
      sql.run("SET synchronous_commit = off", "SET carillon.wakeup = 'poll'");
      rush.once();
      // As by a node that leaves the flush to others, and there are none
      sql.run("SELECT carillon.cut(); SELECT set_config('synchronous_commit', 'off', true)");
      tellsAll(node);
      List<String> told = places(node);

      server.crash();
      server.start();

      sql = new Sql(database);
      assertThat(sql.number("SELECT sum(count) FROM carillon.batches")).isEqualTo(told.size());
      assertThat(read()).isEqualTo(told);
    }
  }

  private void writeWhile(Callable<Boolean> more) throws Exception {
    while (more.call()) {
      sql.run("INSERT INTO t VALUES (" + rush.next() + ")");
    }
  }

  private void tellsAll(TestNode node) {
    await().atMost(Duration.ofSeconds(60)).until(() -> node.changes().size() >= rush.rows());
  }

  private static List<String> places(TestNode node) {
    return node.changes().stream()
        .map(change -> change.position().n() + " " + change.newRow())
        .toList();
  }

  private List<String> read() throws SQLException {
    return new ChangeLog(new WatchCatalog(database.dataSource()))
        .read(sql.jdbc(), null, new Position(1, 0), 100_000, 1L << 30).changes().stream()
            .map(change -> change.position().n() + " " + change.newRow())
            .toList();
  }
}
