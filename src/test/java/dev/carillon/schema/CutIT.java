package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run("DROP TABLE IF EXISTS t", "CREATE TABLE t (id int)", "SELECT carillon.watch('t')");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void leavesItToTheNodeThatCutsAlready() throws SQLException {
    try (Session other = new Session(DATABASE)) {
      other.run("BEGIN", "SELECT carillon.cut()");
      session.run("INSERT INTO t VALUES (1)");
      assertThat(session.value("SELECT carillon.cut()")).isNull();
      other.run("COMMIT");
    }
    assertThat(session.value("SELECT carillon.cut()")).isEqualTo(Long.toString(log.position() + 1));
  }

  @Test
  void wantsATransactionOfItsOwn() throws SQLException {
    session.run("BEGIN", "INSERT INTO t VALUES (1)");
    assertThatThrownBy(() -> session.run("SELECT carillon.cut()"))
        .hasMessageContaining("in a READ COMMITTED transaction of its own");
    session.run("ROLLBACK", "BEGIN ISOLATION LEVEL REPEATABLE READ");
    assertThatThrownBy(() -> session.run("SELECT carillon.cut()"))
        .hasMessageContaining("in a READ COMMITTED transaction of its own");
  }

  @Test
  void writesNothingWhenNothingIsNew() throws SQLException {
    session.run("INSERT INTO t VALUES (1)", "SELECT carillon.cut()");
    String xmax = session.value("SELECT pg_snapshot_xmax(pg_current_snapshot())");
    session.run("SELECT carillon.cut()", "SELECT carillon.cut()");
    assertThat(session.value("SELECT pg_snapshot_xmax(pg_current_snapshot())")).isEqualTo(xmax);
  }

  @Test
  void dividesThousandsOfTransactionsIntoBatches() throws SQLException {
    String script =
        "DO $$ BEGIN FOR i IN 1..2500 LOOP INSERT INTO t VALUES (i); COMMIT; END LOOP; END $$";
    String before = session.value("SELECT count(*) FROM carillon.batches");
    session.run(script);
    long start = log.position();
    List<Logged> changes = log.fresh();
    assertThat(session.value("SELECT count(*) - " + before + " FROM carillon.batches"))
        .isEqualTo("3");
    assertThat(changes).hasSize(2500).allMatch(Logged::txEnd);
    for (int i = 0; i < 2500; i++) {
      assertThat(changes.get(i).n()).isEqualTo(start + i + 1);
      assertThat(changes.get(i).after()).isEqualTo("{\"id\":" + (i + 1) + "}");
    }
  }

  @Test
  void ordersByTheLastChangeWhetherOrNotAnythingRunsBeside() throws SQLException {
    List<String> alone = interleaved();
    assertThat(alone).containsExactly("2", "1", "3");
    try (Session beside = new Session(DATABASE)) {
      beside.run("BEGIN", "SELECT pg_current_xact_id()");
      assertThat(interleaved()).as("amid a transaction that runs").isEqualTo(alone);
    }
    assertThat(interleaved()).as("after one that ran").isEqualTo(alone);
  }

  /** Two transactions, of which the first to begin is the last to change anything: what is told. */
  private List<String> interleaved() throws SQLException {
    try (Session slow = new Session(DATABASE)) {
      slow.run("BEGIN", "INSERT INTO t VALUES (1)");
      session.run("INSERT INTO t VALUES (2)");
      slow.run("INSERT INTO t VALUES (3)", "COMMIT");
    }
    return log.fresh().stream()
        .map(change -> String.valueOf(change.after()).replaceAll("\\D", ""))
        .toList();
  }

  @Test
  void remembersTheSnapshotWhenOtherTablesWereWritten() throws SQLException {
    session.run("CREATE TABLE IF NOT EXISTS unwatched (id int)");
    session.run(
        "DO $$ BEGIN FOR i IN 1..1500 LOOP INSERT INTO unwatched VALUES (i); COMMIT; END LOOP; END $$");
    session.run("SELECT carillon.cut()");
    assertThat(
            Integer.parseInt(
                String.valueOf(
                    session.value(
                        "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::int - max(pg_snapshot_xmax(snapshot)::text::int)"
                            + " FROM carillon.batches"))))
        .isLessThan(1000);
    session.run("INSERT INTO t VALUES (1)");
    assertThat(log.lines()).containsExactly("I - {\"id\":1}");
  }
}
