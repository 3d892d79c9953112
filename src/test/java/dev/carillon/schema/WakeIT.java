package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGNotification;

class WakeIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String SLEEP =
      "SELECT pg_advisory_lock(1667330668, stripe) FROM generate_series(0, 15) stripe";

  private Session sleeper;
  private Session writer;

  @BeforeEach
  void connect() throws SQLException {
    sleeper = new Session(DATABASE);
    writer = new Session(DATABASE);
    writer.run("DROP TABLE IF EXISTS t", "CREATE TABLE t (id int)", "SELECT carillon.watch('t')");
    sleeper.run("LISTEN carillon");
  }

  @AfterEach
  void disconnect() throws SQLException {
    sleeper.close();
    writer.close();
  }

  @Test
  void wakesWhoeverSleepsByOneNotificationATransaction() throws SQLException {
    sleeper.run(SLEEP);
    writer.run(
        "BEGIN",
        "INSERT INTO t VALUES (1), (2)",
        "UPDATE t SET id = id + 1",
        "DELETE FROM t",
        "TRUNCATE t",
        "COMMIT");
    assertThat(heard()).containsExactly("carillon ");
    for (String statement :
        List.of("INSERT INTO t VALUES (1)", "UPDATE t SET id = 2", "DELETE FROM t", "TRUNCATE t")) {
      writer.run(statement);
      assertThat(heard()).as(statement).containsExactly("carillon ");
    }
  }

  @Test
  void wakesForALeafOfAPartitionedTable() throws SQLException {
    writer.run(
        "CREATE TABLE IF NOT EXISTS root (id int) PARTITION BY LIST (id)",
        "CREATE TABLE IF NOT EXISTS leaf PARTITION OF root DEFAULT",
        "SELECT carillon.watch('root')");
    sleeper.run(SLEEP);
    for (String statement :
        List.of("INSERT INTO leaf VALUES (1)", "UPDATE leaf SET id = 2", "DELETE FROM leaf")) {
      writer.run(statement);
      assertThat(heard()).as(statement).containsExactly("carillon ");
    }
  }

  @Test
  void wakesForATableWithTriggersOfItsOwn() throws SQLException {
    writer.run(
        """
        CREATE OR REPLACE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$
        """,
        "CREATE TRIGGER own AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION nothing()",
        "SELECT carillon.watch('t')");
    sleeper.run(SLEEP);
    for (String statement :
        List.of("INSERT INTO t VALUES (1)", "UPDATE t SET id = 2", "DELETE FROM t")) {
      writer.run(statement);
      assertThat(heard()).as(statement).containsExactly("carillon ");
    }
  }

  @Test
  void leavesInPeaceWhoeverIsAwake() throws SQLException {
    writer.run("INSERT INTO t VALUES (1)", "UPDATE t SET id = 2", "DELETE FROM t", "TRUNCATE t");
    assertThat(heard()).isEmpty();
  }

  @Test
  void letsASessionThatWakesNobodyPrepareItsTransactions() throws SQLException {
    sleeper.run(SLEEP);
    writer.run("BEGIN", "INSERT INTO t VALUES (1)");
    assertThatThrownBy(() -> writer.run("PREPARE TRANSACTION 'refused'"))
        .hasMessageContaining("NOTIFY");
    writer.run(
        "SET carillon.wakeup = 'poll'",
        "BEGIN",
        "INSERT INTO t VALUES (1)",
        "PREPARE TRANSACTION 'quiet'",
        "COMMIT PREPARED 'quiet'");
    assertThat(heard()).isEmpty();
    assertThat(writer.value("SELECT count(*) FROM t")).isEqualTo("1");
  }

  @Test
  void isNotSetOffByWritersMeetingEachOther() throws SQLException {
    ExecutorService writers = Executors.newFixedThreadPool(64);
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      running.add(
          CompletableFuture.runAsync(
              () -> {
                try (Session one = new Session(DATABASE)) {
                  for (int j = 0; j < 20; j++) {
                    one.run("INSERT INTO t VALUES (1)");
                  }
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              },
              writers));
    }
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    writers.shutdown();
    assertThat(heard()).isEmpty();
  }

  private List<String> heard() throws SQLException {
    sleeper.run("SELECT 1"); // whatever was committed before is sent before its answer
    List<String> heard = new ArrayList<>();
    for (PGNotification notification : sleeper.postgres().getNotifications()) {
      heard.add(notification.getName() + " " + notification.getParameter());
    }
    return heard;
  }
}
