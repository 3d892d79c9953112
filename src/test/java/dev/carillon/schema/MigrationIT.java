package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.util.concurrent.CompletableFuture;
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
