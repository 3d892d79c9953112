package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is broken in one way after the other, and mended by what the doctor says. */
@Timeout(120)
class DoctorIT {
  private static final TestServer SERVER =
      TestServer.alone().with("max_notify_queue_pages", "64").with("fsync", "on");
  private static final TestDatabase DATABASE = new TestDatabase(SERVER, "postgres");

  private final Clinic clinic = new Clinic(DATABASE);
  private Sql sql;

  @BeforeAll
  static void start() {
    SERVER.start();
    DATABASE.liquibase(liquibase -> liquibase.update(""));
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @BeforeEach
  void connect() throws Exception {
    sql = new Sql(DATABASE);
  }

  @AfterEach
  void disconnect() throws Exception {
    sql.close();
  }

  @Test
  void findsAHealthyServerWell() {
    assertThat(clinic.bad()).isEmpty();
    assertThat(clinic.examine().isWell()).isTrue();
    assertThat(clinic.find("postgresql").found())
        .startsWith("PostgreSQL 1")
        .contains("as postgres");
    assertThat(clinic.find("notify").level()).isEqualTo(Level.OK);
    assertThat(clinic.find("triggers").found()).contains("tables are there, and fire");
  }

  @Test
  void namesWhoHoldsUpTheQueueOfNotifications() throws Exception {
    try (Sql holder = new Sql(DATABASE)) {
      holder.run("SET application_name = 'sleepyhead'", "LISTEN nothing", "BEGIN", "SELECT 1");
      sql.run(
          """
          DO $$ BEGIN WHILE pg_notification_queue_usage() < 0.76 LOOP
            PERFORM pg_notify('nothing', repeat('x', 7900)); COMMIT;
          END LOOP; END $$
          """);
      Finding full = clinic.find("notify-queue-full");
      assertThat(full.level()).isEqualTo(Level.ERROR);
      assertThat(full.found()).matches("(7|8)\\d % full.*sleepyhead of postgres.*");
      sql.run(full.cure());
    }
    await().until(() -> !clinic.finds("notify-queue-full"));
  }

  @Test
  void findsAStandbyThatIsTakenForThePrimary() throws Exception {
    SERVER.stop();
    Files.createFile(SERVER.data().resolve("standby.signal"));
    SERVER.start();
    Finding standby = clinic.find("standby");
    assertThat(standby.level()).isEqualTo(Level.ERROR);
    assertThat(clinic.finds("could-not-look")).as("any of them").isFalse();
    try (Sql there = new Sql(DATABASE)) {
      there.run(standby.cure());
    }
    assertThat(clinic.finds("standby")).isFalse();
    assertThat(clinic.finds("primary")).isTrue();
  }

  @Test
  void findsWhatARoleMayNot() throws Exception {
    sql.run("CREATE ROLE poor LOGIN");
    Clinic poor =
        new Clinic(
            DATABASE,
            "carillon.jdbc.url",
            DATABASE.url().replace("user=postgres", "user=poor"),
            "carillon.liquibase",
            "off");
    Finding missing = poor.find("privilege-missing");
    assertThat(missing.level()).isEqualTo(Level.ERROR);
    assertThat(missing.found())
        .contains("USAGE ON SCHEMA carillon", "EXECUTE ON FUNCTION carillon.cut()");
    sql.run(missing.cure());
    assertThat(poor.finds("privilege-missing")).isFalse();

    Finding unreadable = poor.find("table-not-readable");
    assertThat(unreadable.cure()).contains("GRANT SELECT ON public.message TO poor;");
    sql.run(unreadable.cure());
    assertThat(poor.bad()).isEmpty();
  }

  @Test
  void findsSessionsWithoutTriggers() throws Exception {
    sql.run("ALTER DATABASE postgres SET session_replication_role = replica");
    Finding replica = clinic.find("replica-role");
    assertThat(replica.level()).isEqualTo(Level.ERROR);
    sql.run(replica.cure());
    assertThat(clinic.finds("replica-role")).isFalse();
  }

  @Test
  void findsALogOfAnotherCluster() throws Exception {
    sql.run("UPDATE carillon.epochs SET system = 1");
    Finding foreign = clinic.find("log-foreign");
    assertThat(foreign.level()).isEqualTo(Level.ERROR);
    sql.run(foreign.cure());
    assertThat(clinic.bad()).isEmpty();
  }
}
