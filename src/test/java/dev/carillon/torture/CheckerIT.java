package dev.carillon.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who checks the checker: logs that are broken on purpose, and the one that is not. */
class CheckerIT {
  private static final Logger LOGGER = System.getLogger(CheckerIT.class.getName());
  private static final long SEED = 1;
  private static final int TRANSACTIONS = 400;
  private static final int BETWEEN_CRASHES = 60;
  private static final int CRASHES = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void findsNothingWrongWithTheRealLog() throws Exception {
    try (Trial trial = new Trial(TestDatabase.migrated(), SEED, false)) {
      trial.start();
      awaitTransactions(trial, TRANSACTIONS);

      assertThat(trial.finish().report()).isEqualTo("violations: 0");
    }
  }

  @Test
  void seesThatResumingByIdLosesWhatBecomesVisibleLate() throws Exception {
    assertThat(verdictOn(BrokenLog.RESUMES_BY_ID).invariants()).contains("I1", "I4");
  }

  @Test
  void seesThatTheOrderOfXidsPutsOldValuesAfterNewOnes() throws Exception {
    assertThat(verdictOn(BrokenLog.ORDERS_BY_XID_BELOW_THE_HORIZON).invariants()).contains("I4");
  }

  @Test
  void seesThatACrashTakesBackWhatWasShownBeforeItsCommit() throws Exception {
    try (TestServer server = TestServer.alone()) {
      TestDatabase database = migrated(server);
      install(BrokenLog.ACKNOWLEDGES_BEFORE_THE_COMMIT, database);
      try (Trial trial = new Trial(database, SEED, true)) {
        trial.start();
        for (int crashes = 0; crashes < CRASHES && trial.verdict().isClean(); crashes++) {
          crash(server, trial);
        }

        assertThat(say(trial.verdict()).invariants()).containsAnyOf("I3", "I7");
      }
    }
  }

  @Test
  void findsNothingWrongWithTheRealLogWhenItsServerCrashes() throws Exception {
    try (TestServer server = TestServer.alone();
        Trial trial = new Trial(migrated(server), SEED, true)) {
      trial.start();
      for (int crashes = 0; crashes < 3; crashes++) {
        crash(server, trial);
      }

      assertThat(trial.finish().report()).isEqualTo("violations: 0");
    }
  }

  private static Verdict verdictOn(BrokenLog broken) throws Exception {
    TestDatabase database = TestDatabase.migrated();
    install(broken, database);
    try (Trial trial = new Trial(database, SEED, false)) {
      trial.start();
      awaitTransactions(trial, TRANSACTIONS);
      return say(trial.finish());
    }
  }

  private static Verdict say(Verdict verdict) {
    LOGGER.log(
        Level.INFO, "The smallest counter-examples that the checker found: {0}", verdict.report());
    return verdict;
  }

  private static void crash(TestServer server, Trial trial) {
    awaitTransactions(trial, trial.transactions() + BETWEEN_CRASHES);
    server.crash();
    server.start();
  }

  private static void awaitTransactions(Trial trial, int count) {
    await().atMost(PATIENCE).until(() -> trial.transactions() >= count);
  }

  private static TestDatabase migrated(TestServer server) {
    TestDatabase database = new TestDatabase(server.start(), "postgres");
    database.liquibase(liquibase -> liquibase.update(""));
    return database;
  }

  private static void install(BrokenLog broken, TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      broken.install(connection);
    }
  }
}
