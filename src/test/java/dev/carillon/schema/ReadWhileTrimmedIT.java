package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A page is being read when retention empties a leaf under it. */
class ReadWhileTrimmedIT {

  @Test
  void numbersNothingAnewWhereATransactionLosesItsFirstHalf() throws Exception {
    TestDatabase database = TestDatabase.migrated();
    try (Session session = new Session(database);
        Session retention = new Session(database);
        ChangeReader log = new ChangeReader(database)) {
      session.run(
          "CREATE TABLE t (id int)",
          "SELECT carillon.watch('t')",
          "BEGIN",
          "INSERT INTO t SELECT generate_series(1, 6)",
          "SELECT setval('carillon.leaf', 1)",
          "INSERT INTO t SELECT generate_series(7, 10)",
          "COMMIT",
          "SELECT carillon.cut()",
          "INSERT INTO t VALUES (11)",
          "SELECT carillon.cut()",
          "UPDATE carillon.batches SET cut_at = cut_at - interval '2 hours' WHERE first = 1");

      retention.run("BEGIN", "SELECT carillon.trim('1 hour', 1 << 30)");
      CompletableFuture<List<Logged>> page =
          CompletableFuture.supplyAsync(() -> page(log, 0, 3)); // waits for the leaf
      await().until(() -> waiting(session));
      retention.run("COMMIT");

      assertThat(page.join())
          .as("the oldest that is left, so that a hole shows")
          .extracting(Logged::n, Logged::after)
          .containsExactly(tuple(11L, "{\"id\":11}"));
    }
  }

  private static boolean waiting(Session session) throws SQLException {
    return "t"
        .equals(
            session.value(
                "SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                    + " WHERE NOT l.granted AND a.datname = current_database())"));
  }

  private static List<Logged> page(ChangeReader log, long after, int most) {
    try {
      return log.page(after, "null", most, 1 << 20);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }
}
