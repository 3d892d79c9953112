package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session first;
  private Session second;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    first = new Session(DATABASE);
    second = new Session(DATABASE);
    first.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (id int PRIMARY KEY, v int)",
        "SELECT carillon.watch('t')");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    first.close();
    second.close();
  }

  @Test
  void logsNothingOfWhatWasRolledBack() throws SQLException {
    first.run("BEGIN", "INSERT INTO t VALUES (1, 0)", "ROLLBACK");
    first.run(
        "BEGIN",
        "INSERT INTO t VALUES (2, 0)",
        "SAVEPOINT s",
        "UPDATE t SET v = 1",
        "ROLLBACK TO s",
        "UPDATE t SET v = 2",
        "COMMIT");
    assertThat(log.lines())
        .containsExactly("I - {\"id\":2,\"v\":0}", "U {\"id\":2,\"v\":0} {\"id\":2,\"v\":2}");
  }

  @Test
  void keepsTheChangesOfATransactionTogether() throws SQLException {
    first.run("BEGIN", "INSERT INTO t VALUES (1, 0)");
    second.run("BEGIN", "INSERT INTO t VALUES (2, 0)");
    first.run("SAVEPOINT s", "INSERT INTO t VALUES (3, 0)", "RELEASE s");
    second.run("INSERT INTO t VALUES (4, 0)", "COMMIT");
    first.run("INSERT INTO t VALUES (5, 0)", "COMMIT");
    List<Logged> changes = log.fresh();
    assertThat(changes)
        .extracting(Logged::after)
        .containsExactly(row(2), row(4), row(1), row(3), row(5));
    assertThat(changes).extracting(Logged::txEnd).containsExactly(false, true, false, false, true);
    assertThat(changes.get(2).xid())
        .isEqualTo(changes.get(3).xid())
        .isEqualTo(changes.get(4).xid());
  }

  @Test
  void delaysNobodyForAnOpenTransaction() throws SQLException {
    first.run("BEGIN", "INSERT INTO t VALUES (1, 0)");
    second.run("INSERT INTO t VALUES (2, 0)");
    assertThat(log.fresh()).extracting(Logged::after).containsExactly(row(2));
    long before = log.position();
    second.run("INSERT INTO t VALUES (3, 0)");
    assertThat(log.fresh()).extracting(Logged::after).containsExactly(row(3));
    first.run("COMMIT");
    assertThat(log.fresh()).extracting(Logged::after).containsExactly(row(1));
    assertThat(log.position()).isEqualTo(before + 2);
  }

  @Test
  void putsATransactionThatWaitedForARowAfterTheOneItWaitedFor() throws SQLException {
    first.run("INSERT INTO t VALUES (1, 0)");
    log.fresh();
    first.run("BEGIN");
    long lower = Long.parseLong(String.valueOf(first.value("SELECT pg_current_xact_id()")));
    second.run("BEGIN", "UPDATE t SET v = 1");
    String pid = first.value("SELECT pg_backend_pid()");
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                first.run("UPDATE t SET v = v + 1", "COMMIT");
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    await()
        .until(
            () ->
                "Lock"
                    .equals(
                        second.value(
                            "SELECT wait_event_type FROM pg_stat_activity WHERE pid = " + pid)));
    second.run("COMMIT");
    waiting.join();
    List<Logged> changes = log.fresh();
    assertThat(changes)
        .extracting(Logged::after)
        .containsExactly("{\"id\":1,\"v\":1}", "{\"id\":1,\"v\":2}");
    assertThat(Long.parseLong(changes.get(0).xid())).isGreaterThan(lower);
    assertThat(changes.get(1).xid()).isEqualTo(Long.toString(lower));
  }

  @Test
  void givesAPreparedTransactionItsPositionsWhenItIsCommitted() throws SQLException {
    first.run("BEGIN", "INSERT INTO t VALUES (1, 0)", "PREPARE TRANSACTION 'one'");
    first.run("BEGIN", "INSERT INTO t VALUES (2, 0)", "PREPARE TRANSACTION 'two'");
    second.run("INSERT INTO t VALUES (3, 0)");
    assertThat(log.fresh()).extracting(Logged::after).containsExactly(row(3));
    second.run("COMMIT PREPARED 'one'", "ROLLBACK PREPARED 'two'");
    assertThat(log.fresh()).extracting(Logged::after).containsExactly(row(1));
  }

  private static String row(int id) {
    return "{\"id\":" + id + ",\"v\":0}";
  }
}
