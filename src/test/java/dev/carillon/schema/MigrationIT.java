package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import liquibase.Contexts;
import liquibase.LabelExpression;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MigrationIT {

  private static final String OURS =
      """
      SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('carillon', 'public') AND c.relname NOT LIKE 'databasechangelog%'
      UNION ALL SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('carillon', 'public')
      UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'carillon'
      """;

  private static final String DEFINITIONS =
      """
      SELECT regexp_replace(pg_get_functiondef(p.oid), '--[^\\n]*|\\s+', '', 'g') AS definition
        FROM pg_proc p WHERE p.pronamespace = to_regnamespace('carillon')
      UNION ALL SELECT format('%s.%s %s %s', attrelid::regclass, attname, attidentity,
                              pg_get_expr(adbin, adrelid))
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
       WHERE c.relnamespace = to_regnamespace('carillon') AND attnum > 0 AND NOT attisdropped AND c.relkind IN ('r', 'p')
      ORDER BY 1
      """;

  private static final List<String> OPERATIONS = List.of("I", "U", "D", "T");

  @Test
  void rollsBackToNothingAndComesAgain() throws Exception {
    TestDatabase database = TestDatabase.empty();
    try (Session session = new Session(database)) {
      database.liquibase(liquibase -> liquibase.update(""));
      var first = session.column(OURS);
      int changeSets = session.column("SELECT id FROM databasechangelog").size();
      assertThat(first).contains("carillon", "carillon.log", "carillon.cut()", "stock_price");

      database.liquibase(liquibase -> liquibase.rollback(changeSets, ""));
      assertThat(session.column(OURS)).isEmpty();

      database.liquibase(liquibase -> liquibase.update(""));
      assertThat(session.column(OURS)).containsExactlyInAnyOrderElementsOf(first);
    }
  }

  /** Each step back leaves what the step before had made, to the letter but for comments. */
  @Test
  void rollsBackStepByStep() throws Exception {
    TestDatabase database = TestDatabase.empty();
    try (Session session = new Session(database)) {
      Deque<List<@Nullable String>> made = new ArrayDeque<>();
      boolean[] more = {true};
      while (more[0]) {
        database.liquibase(
            liquibase -> {
              more[0] =
                  liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).size() > 1;
              liquibase.update(1, "");
            });
        made.push(session.column(DEFINITIONS));
      }
      while (made.size() > 1) {
        made.pop();
        database.liquibase(liquibase -> liquibase.rollback(1, ""));
        assertThat(session.column(DEFINITIONS)).isEqualTo(made.peek());
      }
    }
  }

  /** Half of the schema is there: the triggers of one version call functions of the next. */
  @Test
  void writersNoticeNothingWhileTheSchemaIsBroughtUpToDate() throws Exception {
    TestDatabase database = TestDatabase.empty();
    try (Session session = new Session(database)) {
      while (session.value("SELECT to_regproc('carillon.watch')") == null) {
        database.liquibase(liquibase -> liquibase.update(1, ""));
      }
      session.run("CREATE TABLE t (id int)", "SELECT carillon.watch('t')");
      AtomicBoolean migrated = new AtomicBoolean();
      CompletableFuture<Integer> rows =
          CompletableFuture.supplyAsync(() -> writeUntil(migrated, database));
      try {
        database.liquibase(liquibase -> liquibase.update(""));
      } finally {
        migrated.set(true);
      }

      assertThat(rows.get()).isGreaterThan(10);
      session.run("SELECT carillon.cut()");
      assertThat(session.column("SELECT op FROM carillon.read(0, NULL, 1000000, 1 << 30)"))
          .containsExactlyElementsOf(
              Collections.nCopies(rows.get(), OPERATIONS).stream().flatMap(List::stream).toList());
    }
  }

  /** Each row is inserted, updated and deleted, and its table emptied; how many there were. */
  private static int writeUntil(AtomicBoolean end, TestDatabase database) {
    try (Session writer = new Session(database)) {
      int rows = 0;
      for (; !end.get(); rows++) {
        writer.run(
            "INSERT INTO t VALUES (1)", "UPDATE t SET id = 2", "DELETE FROM t", "TRUNCATE t");
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoNodesThatStartTogetherMigrateOnce() throws Exception {
    TestDatabase database = TestDatabase.empty();
    Runnable migration = () -> database.liquibase(liquibase -> liquibase.update(""));
    CompletableFuture.allOf(
            CompletableFuture.runAsync(migration), CompletableFuture.runAsync(migration))
        .get();
    try (Session session = new Session(database)) {
      assertThat(session.column("SELECT fullname FROM appuser ORDER BY id"))
          .containsExactly("Abe", "Bob", "Charlie");
      assertThat(session.column("SELECT id FROM databasechangelog GROUP BY id HAVING count(*) > 1"))
          .isEmpty();
    }
  }
}
