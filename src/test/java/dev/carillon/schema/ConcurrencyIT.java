package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConcurrencyIT {

  private static final int WRITERS = 8;
  private static final int TRANSACTIONS = 400;

  private final TestDatabase database = TestDatabase.migrated();
  private final AtomicBoolean writing = new AtomicBoolean(true);

  @Test
  void keepsItsPromisesWithManyWritersAndTwoThatCut() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Session session = new Session(database);
        ChangeReader meanwhile = new ChangeReader(database);
        ChangeReader afterwards = new ChangeReader(database)) {
      session.run("CREATE TABLE t (id int PRIMARY KEY, v int)", "SELECT carillon.watch('t')");
      Future<?> cutter = threads.submit(this::cut);
      Future<List<Logged>> tail = threads.submit(() -> follow(meanwhile));
      List<Callable<Void>> writers = new ArrayList<>();
      for (int seed = 0; seed < WRITERS; seed++) {
        writers.add(writer(new Random(seed)));
      }
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
      writing.set(false);
      cutter.get();
      List<Logged> seen = tail.get();
      seen.addAll(meanwhile.fresh());

      List<Logged> changes = afterwards.fresh();
      assertThat(changes.size()).isGreaterThan(2000);
      assertThat(changes.equals(seen)).as("the same positions for whoever reads later").isTrue();
      assertDense(changes);
      assertContiguous(changes);
      Replica replica = new Replica();
      changes.forEach(replica::apply);
      assertThat(replica.rows())
          .containsExactlyElementsOf(session.column("SELECT row_to_json(t) FROM t ORDER BY id"));
    } finally {
      writing.set(false);
      threads.shutdown();
    }
  }

  private static void assertDense(List<Logged> changes) {
    for (int i = 0; i < changes.size(); i++) {
      assertThat(changes.get(i).n()).isEqualTo(i + 1);
    }
  }

  private static void assertContiguous(List<Logged> changes) {
    Set<String> ended = new HashSet<>();
    String current = "";
    for (Logged change : changes) {
      assertThat(current).isIn("", change.xid());
      assertThat(ended).doesNotContain(change.xid());
      current = change.xid();
      if (change.txEnd()) {
        ended.add(current);
        current = "";
      }
    }
    assertThat(current).isEmpty();
  }

  private Void cut() throws SQLException {
    try (Session session = new Session(database)) {
      while (writing.get()) {
        session.run("SELECT carillon.cut()");
      }
    }
    return null;
  }

  private List<Logged> follow(ChangeReader log) throws SQLException {
    List<Logged> seen = new ArrayList<>();
    while (writing.get()) {
      seen.addAll(log.fresh()); // which cuts too
    }
    return seen;
  }

  private Callable<Void> writer(Random random) {
    return () -> {
      try (Session session = new Session(database)) {
        session.run("SET lock_timeout = '20ms'"); // ends deadlocks too
        for (int i = 0; i < TRANSACTIONS; i++) {
          transact(session, random);
        }
      }
      return null;
    };
  }

  private static void transact(Session session, Random random) throws SQLException {
    try {
      session.run("BEGIN");
      for (int i = random.nextInt(4); i >= 0; i--) {
        session.run(
            "SAVEPOINT s",
            write(random),
            random.nextInt(5) == 0 ? "ROLLBACK TO s" : "RELEASE s",
            write(random));
      }
      session.run(random.nextInt(6) == 0 ? "ROLLBACK" : "COMMIT");
    } catch (SQLException e) {
      // The second: the lock came at the very moment that its timeout ran out
      assertThat(e.getSQLState()).as(e.getMessage()).isIn("55P03", "57014");
      session.run("ROLLBACK");
    }
  }

  // One row in three is hot
  private static String write(Random random) {
    int id = random.nextInt(3) == 0 ? random.nextInt(3) : random.nextInt(60);
    return switch (random.nextInt(5)) {
      case 0 ->
          "INSERT INTO t SELECT i, 0 FROM generate_series("
              + id
              + ", "
              + (id + 3)
              + ") i ON CONFLICT DO NOTHING";
      case 1 -> "DELETE FROM t WHERE id = " + id;
      case 2 -> "INSERT INTO t VALUES (" + id + ", 0) ON CONFLICT (id) DO UPDATE SET v = t.v + 1";
      default -> "UPDATE t SET v = v + 1 WHERE id = " + id;
    };
  }
}
