package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found in one database, without harm to the others of its server. */
@Timeout(60)
class DoctorChecksIT {
  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/none?user=nobody";

  private final Clinic clinic = new Clinic(DATABASE);
  private Sql sql;

  @BeforeEach
  void connect() throws SQLException {
    sql = new Sql(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    sql.close();
  }

  @Test
  void findsALockThatLiquibaseLeftBehind() throws Exception {
    sql.run(
        "CREATE TABLE carillon_databasechangeloglock (id int, locked boolean, lockgranted timestamp, lockedby text)",
        "INSERT INTO carillon_databasechangeloglock VALUES (1, true, '2026-11-22 01:00', 'otherhost')");
    Finding left = clinic.find("liquibase-lock-left");
    assertThat(left.found()).contains("otherhost since 2026-11-22 01:00:00");
    sql.run(left.cure());
    assertThat(clinic.finds("liquibase-lock-left")).isFalse();
  }

  @Test
  void namesAPreparedTransaction() throws Exception {
    sql.run(
        "SET carillon.wakeup = 'poll'",
        "BEGIN",
        "INSERT INTO stock_price (symbol, price) VALUES ('A', 1)",
        "PREPARE TRANSACTION 'forgotten'");
    Finding prepared = clinic.find("transaction-prepared");
    assertThat(prepared.level()).isEqualTo(Level.NOTE);
    sql.run(prepared.cure());
    assertThat(clinic.finds("transaction-prepared")).isFalse();
  }

  @Test
  void comparesTheClocks() {
    Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
    Finding offset = new Clinic(slow, DATABASE).find("clock-offset");
    assertThat(offset.level()).isEqualTo(Level.WARNING);
    assertThat(offset.found()).contains("ahead of");
  }

  @Test
  void looksByThePoolWhereTheListenerCanNotConnect() {
    Clinic halfBlind = new Clinic(DATABASE, "carillon.listen.url", NOWHERE);
    assertThat(halfBlind.bad()).contains("listen-unreachable").doesNotContain("pool-unreachable");
    assertThat(halfBlind.finds("triggers")).isTrue();
  }

  @Test
  void saysSoWhereThereIsNoPostgresql() {
    assertThat(new Clinic(DATABASE, "carillon.jdbc.url", NOWHERE).bad())
        .containsExactly("listen-unreachable", "pool-unreachable");
  }

  @Test
  void findsThatThePoolLeadsNowhere() {
    assertThat(
            new Clinic(
                    DATABASE, "carillon.jdbc.url", NOWHERE, "carillon.listen.url", DATABASE.url())
                .bad())
        .contains("pool-unreachable")
        .doesNotContain("listen-unreachable");
  }

  @Test
  void findsThatTheSchemaIsNotThere() {
    TestDatabase empty = TestDatabase.empty();
    assertThat(new Clinic(empty).find("schema-missing").cure())
        .isEqualTo("GRANT CREATE ON DATABASE " + empty.name() + " TO postgres;");
  }

  @Test
  void findsThatThereIsLittleRoomForConnections() throws SQLException {
    sql.run("ALTER DATABASE " + DATABASE.name() + " CONNECTION LIMIT 5");
    assertThat(clinic.find("connections-scarce").found()).contains("of 5");
    sql.run("ALTER DATABASE " + DATABASE.name() + " CONNECTION LIMIT -1");
    assertThat(clinic.finds("connections-scarce")).isFalse();
  }

  @Test
  void looksAtTheReplica() {
    String key = "carillon.jdbc.replica.url";
    assertThat(new Clinic(DATABASE, key, NOWHERE).bad()).contains("replica-away");
    assertThat(new Clinic(DATABASE, key, DATABASE.url()).bad()).contains("replica-primary");
    assertThat(clinic.finds("replica")).as("none is set").isFalse();
  }

  @Test
  void findsThatNobodyTrimsTheLog() throws SQLException {
    sql.run(
        "INSERT INTO stock_price (symbol, price) VALUES ('OLD', 1)",
        "SELECT carillon.cut()",
        "UPDATE carillon.batches SET cut_at = cut_at - interval '3 days'");
    Finding old = clinic.find("log-too-old");
    assertThat(old.level()).isEqualTo(Level.WARNING);
    sql.run(
        "INSERT INTO stock_price (symbol, price) VALUES ('NEW', 1)",
        "SELECT carillon.cut()",
        old.cure());
    assertThat(clinic.finds("log-too-old")).isFalse();
  }
}
