package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Many writers, few projects. Each has tasks of its own, so if any two ever wait for each other in
 * a circle, and PostgreSQL ends one of them, it is for a figure, and the test fails.
 */
class ProgressConcurrencyIT {

  private static final int WRITERS = 8;
  private static final int PROJECTS = 4;
  private static final int TRANSACTIONS = 250;

  private final TestDatabase database = TestDatabase.migrated();
  private final Map<Long, ToldTask> tasks = new HashMap<>();
  private final Map<Integer, ToldFigure> figures = new HashMap<>();
  private final Set<Integer> toldInThisTransaction = new HashSet<>();

  @Test
  void isRightAtEachCommitWhoeverElseIsWriting() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (Session session = new Session(database);
        ChangeReader log = new ChangeReader(database)) {
      session.run(
          "DELETE FROM project",
          "INSERT INTO project (id, name) SELECT i, 'P' || i FROM generate_series(1, "
              + PROJECTS
              + ") i");
      List<Callable<Void>> writers = new ArrayList<>();
      for (int i = 1; i <= WRITERS; i++) {
        writers.add(writer(i));
      }
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }

      int told = 0;
      for (Logged change : log.fresh()) {
        told += ToldFigure.isOne(change) ? 1 : 0;
        follow(change);
      }
      assertThat(told).as("changes of figures").isGreaterThan(1000);
      assertThat(session.column("SELECT tx FROM project_progress_owed")).isEmpty();
      assertThat(
              session.column(
                  """
                  SELECT p.id FROM project p LEFT JOIN project_progress f ON f.project = p.id
                    LEFT JOIN task t ON t.project = p.id GROUP BY p.id, f.done, f.total
                  HAVING (f.done, f.total) IS DISTINCT FROM (count(t.id) FILTER (WHERE t.done), count(t.id))
                  """))
          .as("projects whose figure is wrong")
          .isEmpty();
    } finally {
      threads.shutdown();
    }
  }

  /** As a client would that knows nothing but the log: at each commit both sides must agree. */
  private void follow(Logged change) {
    if (change.op().equals("T")) {
      tasks.clear(); // nothing else is truncated here
    } else if (ToldFigure.isOne(change)) {
      ToldFigure now = ToldFigure.of(String.valueOf(either(change)));
      assertThat(toldInThisTransaction.add(now.project())).as("once a transaction").isTrue();
      if (change.after() == null) {
        figures.remove(now.project());
      } else {
        figures.put(now.project(), now);
      }
    } else if (either(change).contains("\"title\":")) {
      ToldTask now = ToldTask.of(either(change));
      if (change.after() == null) {
        tasks.remove(now.id());
      } else {
        tasks.put(now.id(), now);
      }
    }
    if (change.txEnd()) {
      toldInThisTransaction.clear();
      figures.values().forEach(this::assertRight);
    }
  }

  private void assertRight(ToldFigure figure) {
    List<ToldTask> its =
        tasks.values().stream().filter(task -> task.project() == figure.project()).toList();
    assertThat(figure.total()).as("%s", figure).isEqualTo(its.size());
    assertThat(figure.done())
        .as("%s", figure)
        .isEqualTo(its.stream().filter(ToldTask::done).count());
  }

  private static String either(Logged change) {
    return String.valueOf(change.after() == null ? change.before() : change.after());
  }

  private Callable<Void> writer(int number) {
    return () -> {
      Random random = new Random(number);
      try (Session session = new Session(database)) {
        for (int i = 0; i < TRANSACTIONS; i++) {
          session.run("BEGIN");
          for (int n = random.nextInt(4); n >= 0; n--) {
            session.run("SAVEPOINT s", write(random, number));
            session.run(random.nextInt(4) == 0 ? "ROLLBACK TO s" : "RELEASE s");
          }
          session.run(random.nextInt(8) == 0 ? "ROLLBACK" : "COMMIT");
          if (number == 1 && i % 50 == 49) {
            session.run("BEGIN", "TRUNCATE task", insert(random, number), "COMMIT");
          }
        }
      }
      return null;
    };
  }

  private static String write(Random random, int number) {
    String own = " WHERE assignee IS NULL AND id % 100 = " + number + " AND random() < 0.3";
    return switch (random.nextInt(7)) {
      case 0, 1 -> insert(random, number);
      case 2 -> "DELETE FROM task" + own;
      case 3 -> "UPDATE task SET project = " + project(random) + own;
      // A project of one's own comes and goes with its tasks
      case 4 ->
          "INSERT INTO project (id, name) VALUES (%1$d, 'own') ON CONFLICT DO NOTHING; INSERT INTO task (id, project, title)"
                  .formatted(1000 + number)
              + " SELECT nextval('task_id_seq') * 100 + 99, %d, 'x'".formatted(1000 + number);
      case 5 -> "DELETE FROM project WHERE id = " + (1000 + number);
      default -> "UPDATE task SET done = NOT done" + own;
    };
  }

  private static String insert(Random random, int number) {
    return "INSERT INTO task (id, project, title, done) SELECT nextval('task_id_seq') * 100 + %d, %d, 'x', random() < 0.5"
            .formatted(number, project(random))
        + " FROM generate_series(1, 3)";
  }

  private static int project(Random random) {
    return 1 + random.nextInt(PROJECTS);
  }

  /** A task as the log tells it. */
  private record ToldTask(long id, int project, boolean done) {
    static ToldTask of(String json) {
      Row row = new Row(json);
      return new ToldTask(
          Long.parseLong(row.text("id")),
          Integer.parseInt(row.text("project")),
          Boolean.parseBoolean(row.text("done")));
    }
  }
}
