package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import liquibase.Contexts;
import liquibase.LabelExpression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A writer is as if the trigger were not there, whatever state Carillon is in. */
@Timeout(120)
class WriterIT {
  /** Longer than any lock of ours is held; a statement that waits for more of them fails. */
  private static final String IMPATIENT = "SET statement_timeout = '5s'";

  private final TestDatabase database = TestDatabase.migrated();

  @Test
  void writesWithoutAnyRightOnTheSchema() throws SQLException {
    try (Session owner = session();
        Session writer = session()) {
      owner.run("DROP ROLE IF EXISTS stranger", "CREATE ROLE stranger");
      try {
        owner.run("GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON t TO stranger");
        writer.run(
            "SET ROLE stranger",
            "INSERT INTO t VALUES (1, 'x'), (2, 'y')",
            "UPDATE t SET pad = 'z' WHERE id = 1",
            "DELETE FROM t WHERE id = 2",
            "TRUNCATE t");
        assertThatThrownBy(() -> writer.run("SELECT count(*) FROM carillon.log"))
            .hasMessageContaining("permission denied");
        writer.run("RESET ROLE");
        assertThat(logged(owner)).isEqualTo(5);
      } finally {
        owner.run("DROP OWNED BY stranger", "DROP ROLE stranger");
      }
    }
  }

  @Test
  void writesWhileTheSchemaIsAppliedAndTakenBackStepByStep() throws Exception {
    TestDatabase fresh = TestDatabase.empty();
    try (Session session = new Session(fresh)) {
      session.run("CREATE TABLE stock_of_mine (id int)");
      AtomicBoolean done = new AtomicBoolean();
      boolean[] watched = {false};
      CompletableFuture<Integer> writer =
          write(fresh, "INSERT INTO stock_of_mine VALUES (%d)", done);
      for (int unrun = 1; unrun > 0; ) {
        int[] left = {0};
        fresh.liquibase(
            liquibase -> {
              liquibase.update(1, "");
              left[0] = liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).size();
            });
        unrun = left[0];
        if (!watched[0] && has(session, "carillon.watch(regclass,text)")) {
          session.run("SELECT carillon.watch('stock_of_mine')");
          watched[0] = true;
        }
      }
      assertThatThrownBy(
              () -> {
                while (true) {
                  fresh.liquibase(liquibase -> liquibase.rollback(1, ""));
                }
              })
          .as("as far as a table is not watched that is not ours")
          .rootCause()
          .hasMessageContaining("other objects depend on it");
      done.set(true);
      String committed = writer.get().toString();
      assertThat(session.value("SELECT count(*) FROM stock_of_mine")).isEqualTo(committed);
      assertThat(logged(session)).isPositive();
    }
  }

  @Test
  void writesWhileWatchesAreDeclaredAndEnded() throws Exception {
    try (Session session = session()) {
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Integer> writer = write(database, "INSERT INTO t VALUES (%d, 'x')", done);
      for (int i = 0; i < 20; i++) {
        session.run(
            "SELECT carillon.unwatch('t')",
            "SELECT carillon.watch('t', 'other/{id}')",
            "SELECT carillon.watch('t')",
            "SELECT carillon.cut()",
            "SELECT carillon.trim('1 minute', 1)",
            "SELECT carillon.reset()");
      }
      done.set(true);
      String committed = writer.get().toString();
      assertThat(session.value("SELECT count(*) FROM t")).isEqualTo(committed);
    }
  }

  @Test
  void preparesItsTransactionWhenNobodySleeps() throws SQLException {
    try (Session writer = session()) {
      writer.run("BEGIN", "INSERT INTO t VALUES (1, 'x')", "PREPARE TRANSACTION 'w'");
      writer.run("COMMIT PREPARED 'w'");
      assertThat(logged(writer)).isEqualTo(1);
    }
  }

  private Session session() throws SQLException {
    Session session = new Session(database);
    session.run("CREATE TABLE IF NOT EXISTS t (id int, pad text)", "SELECT carillon.watch('t')");
    return session;
  }

  /** Writes without a pause until it is told to stop; how many rows were committed. */
  private static CompletableFuture<Integer> write(
      TestDatabase database, String insert, AtomicBoolean done) throws SQLException {
    Session writer = new Session(database).run(IMPATIENT);
    List<Integer> committed = new ArrayList<>();
    return CompletableFuture.supplyAsync(
        () -> {
          try (writer) {
            while (!done.get()) {
              writer.run(insert.formatted(committed.size()));
              committed.add(committed.size());
            }
            return committed.size();
          } catch (SQLException e) {
            throw new AssertionError("after " + committed.size() + " rows", e);
          }
        });
  }

  private static boolean has(Session session, String function) throws SQLException {
    return session.value("SELECT to_regprocedure('" + function + "')") != null;
  }

  private static int logged(Session session) throws SQLException {
    return Integer.parseInt(String.valueOf(session.value("SELECT count(*) FROM carillon.log")));
  }
}
