package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(120)
class SchemaIT {

  private static final String TAKE_TURNS = "SELECT pg_advisory_lock(1667330668, 101)";
  private static final String APPLIED = "SELECT count(*) FROM databasechangelog";

  private final TestDatabase database = TestDatabase.empty();

  @Test
  void bringsAnEmptyDatabaseUpToDateAndLeavesItAlone() throws SQLException {
    schema().bringUpToDate();
    try (Sql sql = new Sql(database)) {
      long applied = sql.number(APPLIED);
      assertThat(sql.number("SELECT count(*) FROM carillon.watches")).isPositive();
      schema().bringUpToDate();
      assertThat(sql.number(APPLIED)).isEqualTo(applied);
    }
  }

  @Test
  void letsNodesThatStartTogetherTakeTurns() throws Exception {
    Callable<Void> start =
        () -> {
          schema().bringUpToDate();
          return null;
        };
    ExecutorService nodes = Executors.newFixedThreadPool(3);
    try {
      List<Future<Void>> started = nodes.invokeAll(Collections.nCopies(3, start));
      for (Future<Void> each : started) {
        each.get();
      }
    } finally {
      nodes.shutdown();
    }
    try (Sql sql = new Sql(database)) {
      assertThat(sql.number(APPLIED))
          .isEqualTo(sql.number("SELECT count(DISTINCT id) FROM databasechangelog"));
    }
  }

  @Test
  void takesOverTheLockOfANodeThatWasKilledAmidAMigration() throws SQLException {
    schema().bringUpToDate();
    try (Sql sql = new Sql(database)) {
      sql.run(
          "DELETE FROM databasechangelog",
          "DROP SCHEMA carillon CASCADE",
          "CREATE SCHEMA kept",
          "ALTER TABLE databasechangelog SET SCHEMA kept",
          "ALTER TABLE carillon_databasechangeloglock SET SCHEMA kept",
          "DROP SCHEMA public CASCADE",
          "ALTER SCHEMA kept RENAME TO public",
          "UPDATE carillon_databasechangeloglock"
              + " SET locked = true, lockgranted = now(), lockedby = 'gone'");
      schema().bringUpToDate();
      assertThat(sql.number("SELECT count(*) FROM carillon_databasechangeloglock WHERE locked"))
          .isZero();
      assertThat(sql.number(APPLIED)).isPositive();
    }
  }

  @Test
  void leavesTheLockOfAnApplicationThatMigratesItsOwnTables() throws SQLException {
    TestDatabase shared = TestDatabase.migrated();
    try (Sql sql = new Sql(shared)) {
      sql.run(
          "DELETE FROM databasechangelog WHERE id = 'message'",
          "DROP TABLE message CASCADE",
          "UPDATE databasechangeloglock SET locked = true, lockgranted = now(), lockedby = 'shop'");
      new Schema(TestNode.settings(shared)).bringUpToDate();
      assertThat(sql.number("SELECT count(*) FROM databasechangelog WHERE id = 'message'"))
          .isEqualTo(1);
      assertThat(sql.number("SELECT count(*) FROM databasechangeloglock WHERE lockedby = 'shop'"))
          .isEqualTo(1);
    }
  }

  @Test
  void takesNoChangesetOfAnApplicationsForOneOfItsOwn() throws SQLException {
    TestDatabase shared = TestDatabase.migrated();
    // bounds the wait that must not come
    Schema schema =
        new Schema(
            TestNode.settings(shared, "carillon.jdbc.url", shared.url() + "&socketTimeout=30"));
    schema.bringUpToDate();
    try (Sql sql = new Sql(shared)) {
      sql.run(
          "INSERT INTO databasechangelog SELECT 'shop', author, 'shop.sql', now(), orderexecuted + 1,"
              + " exectype FROM databasechangelog ORDER BY orderexecuted DESC LIMIT 1",
          TAKE_TURNS);
      schema.bringUpToDate();
    }
  }

  @Test
  void goesTheDirectWayWhereTheOtherLeadsToAPooler() throws SQLException {
    String nowhere = "jdbc:postgresql://127.0.0.1:" + TestServer.freePort() + "/pooled";
    new Schema(
            TestNode.settings(
                database, "carillon.jdbc.url", nowhere, "carillon.listen.url", database.url()))
        .bringUpToDate();
    try (Sql sql = new Sql(database)) {
      assertThat(sql.number(APPLIED)).isPositive();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void waitsForNoAnswerForEver() throws SQLException {
    TestDatabase stuck = TestDatabase.migrated();
    Schema schema = new Schema(TestNode.settings(stuck));
    schema.bringUpToDate();
    try (Sql sql = new Sql(stuck)) {
      sql.run("BEGIN", "LOCK TABLE databasechangelog");
      assertThatThrownBy(schema::bringUpToDate)
          .isInstanceOf(SQLException.class)
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void doesNothingWhereSomebodyElseDoes() throws SQLException {
    new Schema(TestNode.settings(database, "carillon.liquibase", "off")).bringUpToDate();
    try (Sql sql = new Sql(database)) {
      assertThat(sql.number("SELECT count(*) FROM pg_namespace WHERE nspname = 'carillon'"))
          .isZero();
    }
  }

  @Test
  void saysWhatTheUrlMustBe() {
    Schema schema = new Schema(TestNode.settings(database, "carillon.jdbc.url", "jdbc:mysql://x"));
    assertThatThrownBy(schema::bringUpToDate)
        .isInstanceOf(SQLException.class)
        .hasMessageStartingWith("carillon.jdbc.url must begin with jdbc:postgresql:");
  }

  private Schema schema() {
    return new Schema(TestNode.settings(database));
  }
}
