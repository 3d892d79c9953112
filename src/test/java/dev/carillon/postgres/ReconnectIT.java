package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReconnectIT {

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
  void losesNothingWhenItsConnectionIsKilledAmidWriters() throws Exception {
    node.listening();
    new Writers(database, 3, 300, TERMINATE).run();
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
    node.listening();
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
    node.listening();
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
    node.listening();
    node.stop();
    sql.run("INSERT INTO t VALUES (2, 0)", "SELECT carillon.cut()", "SELECT carillon.reset()");
    node.start();
    await().until(() -> node.openings().size() == 2);
    int epoch = (int) sql.number("SELECT max(epoch) FROM carillon.epochs");
    assertThat(node.openings().get(1))
        .isEqualTo(new LogOpened(new Position(epoch, 3), ResetReason.EXPIRED));
    sql.run("INSERT INTO t VALUES (3, 0)");
    await().until(() -> node.changes().size() == 1);
    assertThat(node.positions()).containsExactly(new Position(epoch, 4));
  }

  @Test
  void saysSoWhenTheLogIsResetWhileItListens() throws SQLException {
    node.listening();
    sql.run("INSERT INTO t VALUES (1, 0)");
    await().until(() -> node.changes().size() == 1);
    sql.run("SELECT carillon.reset()");
    await().until(() -> node.openings().size() == 2);
    assertThat(node.openings().get(1).reason()).isEqualTo(ResetReason.EXPIRED);
    sql.run("INSERT INTO t VALUES (2, 0)");
    await().until(() -> node.changes().size() == 2);
    assertThat(node.losses()).isEmpty();
  }

  private static void assertDense(TestNode node, long count) {
    List<Position> positions = node.positions();
    long first = positions.get(0).n();
    assertThat(positions)
        .containsExactlyElementsOf(
            LongStream.range(first, first + count).mapToObj(n -> new Position(1, n)).toList());
  }
}
