package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No change is overslept, whenever it was committed and on however many nodes. Whoever oversleeps
 * here does so for ten seconds.
 */
@Timeout(180)
class OversleepIT {
  private static final String[] LAZY = {"carillon.poll", "PT10S"};
  private static final Duration SOON = Duration.ofSeconds(4);
  private static final int STRADDLERS = 4;
  private static final int ROUNDS = 8;

  private final TestDatabase database = TestDatabase.migrated();
  private final TestNode node = new TestNode(database, LAZY);
  private final TestNode other = new TestNode(database, LAZY);
  private final Random random = new Random(20261128);
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
    other.close();
    sql.close();
  }

  @Test
  void oversleepsNoTransactionThatBeganBeforeItLayDown() throws Exception {
    node.listening();
    straddle(List.of(node));
  }

  @Test
  void oversleepsNothingBehindTheLocksOfAnotherNode() throws Exception {
    node.listening();
    other.listening();
    straddle(List.of(node, other));
  }

  @Test
  void takesOverTheLocksOfANodeThatGetsUp() throws SQLException {
    try (TestNode sleeper =
        new TestNode(database, "carillon.wakeup", "notify", "carillon.poll", "PT10S")) {
      node.listening();
      await().until(() -> rush.locks() == 16);
      sleeper.listening(); // behind the locks of the other
      for (int round = 0; round < ROUNDS; round++) {
        rush.once();
        sql.run("INSERT INTO t VALUES (" + rush.next() + ")");
        await("round " + round).atMost(SOON).until(() -> sleeper.changes().size() == rush.rows());
        await("round " + round).atMost(SOON).until(() -> node.changes().size() == rush.rows());
      }
    }
  }

  /** Transactions that are open while the node lies down, and end before, amid or after that. */
  private void straddle(List<TestNode> nodes) throws Exception {
    List<Sql> writers = new ArrayList<>();
    try {
      for (int i = 0; i < STRADDLERS; i++) {
        writers.add(new Sql(database));
      }
      for (int round = 0; round < ROUNDS; round++) {
        rush.untilAwake();
        for (Sql writer : writers) {
          writer.run("BEGIN", "INSERT INTO t VALUES (" + rush.next() + ")");
        }
        for (Sql writer : writers) {
          LockSupport.parkNanos(random.nextInt(150_000_000));
          writer.run("COMMIT");
        }
        int expected = rush.rows();
        for (TestNode each : nodes) {
          await("round " + round)
              .atMost(SOON)
              .until(() -> each.changes().size(), size -> size == expected);
        }
      }
    } finally {
      for (Sql writer : writers) {
        writer.close();
      }
    }
  }
}
