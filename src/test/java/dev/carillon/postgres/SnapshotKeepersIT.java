package dev.carillon.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.LogOpened;
import dev.carillon.change.SnapshotGoneException;
import dev.carillon.change.SnapshotPlace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotKeepersIT {
  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String OURS =
      " FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'carillon-snapshot%'";

  private final SnapshotNode node = new SnapshotNode(DATABASE);
  private Sql sql;

  @BeforeEach
  void connect() throws SQLException {
    sql = new Sql(DATABASE);
    sql.run(
        "CREATE TABLE IF NOT EXISTS t AS SELECT generate_series(1, 100) AS id",
        "SELECT carillon.watch('t')");
  }

  @AfterEach
  void leavesNothingBehind() throws SQLException {
    node.close();
    await().until(() -> keepers() == 0);
    assertThat(
            sql.column(
                "SELECT locktype FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                    + " WHERE l.locktype = 'advisory' AND d.datname = current_database()"
                    + " UNION ALL SELECT state FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND state LIKE 'idle in transaction%'"))
        .isEmpty();
    sql.close();
  }

  @Test
  void aCrowdThatComesAtOnceCostsOne() throws Exception {
    ExecutorService crowd = Executors.newFixedThreadPool(8);
    try {
      Callable<SnapshotPlace> begin = () -> node.begin("t");
      Set<SnapshotPlace> starts = new HashSet<>();
      for (var each : crowd.invokeAll(Collections.nCopies(8, begin))) {
        starts.add(each.get());
      }
      assertThat(starts).hasSize(1);
      assertThat(keepers()).isEqualTo(1);
    } finally {
      crowd.shutdown();
    }
  }

  @Test
  void keepsOneForAsLongAsItIsReadButNotForEver() {
    SnapshotPlace place = node.begin("t");
    for (int i = 0; i < 5; i++) {
      node.pass(Duration.ofSeconds(59));
      place = requireNonNull(node.read(place, 10, SnapshotNode.PLENTY, "t").next());
    }
    SnapshotPlace last = place;
    node.pass(Duration.ofSeconds(5)); // five minutes are over
    assertGone(node, last);
  }

  @Test
  void letsGoOfOneThatNobodyReads() {
    SnapshotPlace start = node.begin("t");
    node.pass(SnapshotKeepers.LONGEST_IDLE);
    assertGone(node, start);
  }

  @Test
  void keepsFourAtMostAndThenSharesTheNewest() throws SQLException {
    SnapshotPlace first = node.begin("t");
    for (int i = 0; i < 3; i++) {
      node.pass(Duration.ofSeconds(1));
      node.begin("t");
    }
    node.pass(Duration.ofSeconds(1));
    assertThat(node.begin("t")).isEqualTo(node.begin("t")).isNotEqualTo(first);
    assertThat(keepers()).isEqualTo(4);
  }

  @Test
  void anotherNodeReadsOnByWhatTheClientHolds() throws SQLException {
    SnapshotPlace second = node.read(node.begin("t"), 60, SnapshotNode.PLENTY, "t").next();
    try (SnapshotNode other = new SnapshotNode(DATABASE)) {
      SnapshotPlace token = SnapshotPlace.parse(String.valueOf(second));
      assertThat(other.all(token, 7, "t")).hasSize(40);
      assertThat(keepers()).isEqualTo(1);
    }
  }

  @Test
  void tellsReadersWhenItsConnectionIsGoneAndBeginsAnotherNext() throws SQLException {
    SnapshotPlace start = node.begin("t");
    assertThat(sql.number("SELECT count(pg_terminate_backend(pid))" + OURS)).isEqualTo(1);
    await().until(() -> keepers() == 0);
    assertThat(node.all(node.begin("t"), 1000, "t")).hasSize(100); // by no reader told before
    assertGone(node, start);
  }

  @Test
  void postgresEndsWhatAFrozenNodeKeeps() {
    try (SnapshotNode frozen = new SnapshotNode(DATABASE, "carillon.snapshot.age", "PT1S")) {
      frozen.begin("t"); // its clock stands still
      await().until(() -> keepers() == 0);
    }
  }

  @Test
  void forgetsAllWhenTheLogIsFoundToBeAnother() {
    SnapshotPlace start = node.begin("t");
    node.opened(new LogOpened(start.position(), null));
    assertGone(node, start);
  }

  private static void assertGone(SnapshotNode reader, SnapshotPlace place) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> reader.read(place, 10, SnapshotNode.PLENTY, "t"))
                    .isInstanceOf(SnapshotGoneException.class));
  }

  private long keepers() throws SQLException {
    return sql.number("SELECT count(*)" + OURS);
  }
}
