package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.SnapshotPlace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotExactnessIT {
  private static final int WRITERS = 4;
  private static final int SNAPSHOTS = 8;
  private static final String[] TOPICS = {"t", "p/*"};

  private final TestDatabase database = TestDatabase.migrated();
  private final AtomicInteger wanted = new AtomicInteger(SNAPSHOTS);

  /** One snapshot, and where it is tied to. */
  private record Taken(Position position, List<Change> rows) {}

  @Test
  void rowsAndWhatCommitsAfterwardsAreTheTableWhoeverWritesMeanwhile() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Sql sql = new Sql(database);
        TestNode listener = new TestNode(database);
        SnapshotNode node = new SnapshotNode(database)) {
      createTables(sql);
      listener.listening(); // cuts, too
      List<Callable<Integer>> writers =
          IntStream.range(0, WRITERS).mapToObj(i -> writer(new Random(i))).toList();
      List<Future<Integer>> written = writers.stream().map(threads::submit).toList();
      List<Taken> all = new ArrayList<>();
      while (wanted.getAndDecrement() > 0) {
        node.pass(Duration.ofSeconds(2));
        SnapshotPlace start = node.begin(TOPICS);
        all.add(new Taken(start.position(), node.all(start, 37, TOPICS)));
      }
      for (Future<Integer> writer : written) {
        assertThat(writer.get()).isPositive();
      }

      List<Change> changes = changes(sql);
      List<String> table = table(sql);
      for (Taken taken : all) {
        StrictReplica replica = new StrictReplica();
        taken.rows().forEach(replica::apply);
        changes.stream()
            .filter(change -> taken.position().isBefore(change.position()))
            .forEach(replica::apply);
        assertThat(replica.rows()).containsExactlyInAnyOrderElementsOf(table);
      }
      assertThat(all.get(SNAPSHOTS - 1).position().n() - all.get(0).position().n())
          .as("what was written meanwhile")
          .isGreaterThan(100);
      assertThat(listener.losses()).isEmpty();
    } finally {
      wanted.set(0);
      threads.shutdown();
    }
  }

  private static void createTables(Sql sql) throws SQLException {
    sql.run(
        "CREATE TABLE t (id int PRIMARY KEY, v int)",
        "CREATE TABLE p (id int, v int, PRIMARY KEY (id, v)) PARTITION BY LIST (v)",
        "CREATE TABLE p0 PARTITION OF p FOR VALUES IN (0, 1, 2)",
        "CREATE TABLE p_rest PARTITION OF p DEFAULT",
        "SELECT carillon.watch('t'), carillon.watch('p', 'p/{v}')",
        "INSERT INTO t SELECT i, 0 FROM generate_series(0, 299) i",
        "INSERT INTO p SELECT i, i % 5 FROM generate_series(0, 99) i");
  }

  private List<Change> changes(Sql sql) throws SQLException {
    ChangeLog log = new ChangeLog(new WatchCatalog(database.dataSource()));
    log.cut(sql.jdbc());
    List<Change> changes = new ArrayList<>();
    Page page = log.read(sql.jdbc(), null, new Position(1, 0), 1000, SnapshotNode.PLENTY);
    while (!page.changes().isEmpty()) {
      changes.addAll(page.changes());
      page = log.read(sql.jdbc(), null, page.end(), 1000, SnapshotNode.PLENTY);
    }
    return changes;
  }

  private static List<String> table(Sql sql) throws SQLException {
    return sql.column("SELECT row_to_json(t) FROM t UNION ALL SELECT row_to_json(p) FROM p");
  }

  private Callable<Integer> writer(Random random) {
    return () -> {
      int transactions = 0;
      try (Sql own = new Sql(database)) {
        own.run("SET lock_timeout = '20ms'"); // ends deadlocks too
        for (; wanted.get() > 0; transactions++) {
          transact(own, random);
        }
      }
      return transactions;
    };
  }

  /** One in ten stays open for as long as some snapshots take. */
  private static void transact(Sql own, Random random) throws SQLException {
    try {
      own.run("BEGIN");
      for (int i = random.nextInt(10) == 0 ? 40 : random.nextInt(3); i >= 0; i--) {
        own.run(
            "SAVEPOINT s",
            write(random),
            random.nextInt(5) == 0 ? "ROLLBACK TO s" : "RELEASE s",
            write(random));
      }
      own.run(random.nextInt(6) == 0 ? "ROLLBACK" : "COMMIT");
    } catch (SQLException e) {
      // The second: the lock came at the very moment that its timeout ran out. The third: a row
      // that
      // went to another partition meanwhile
      assertThat(e.getSQLState()).as(e.getMessage()).isIn("55P03", "57014", "40001");
      own.run("ROLLBACK");
    }
  }

  private static String write(Random random) {
    int id = random.nextInt(random.nextInt(3) == 0 ? 3 : 300);
    return switch (random.nextInt(6)) {
      case 0 -> "DELETE FROM t WHERE id = " + id;
      case 1 -> "INSERT INTO t VALUES (%d, 0) ON CONFLICT DO NOTHING".formatted(id);
      case 2 ->
          "INSERT INTO t VALUES (%d, 0) ON CONFLICT (id) DO UPDATE SET v = t.v + 1".formatted(id);
      case 3 -> "UPDATE p SET v = v + 1 WHERE id = " + id; // may move it to the other partition
      default -> "UPDATE t SET v = v + 1 WHERE id = " + id;
    };
  }
}
