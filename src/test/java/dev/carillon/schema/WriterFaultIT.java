package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a writer meets where PostgreSQL itself has run out of something. */
@Timeout(120)
class WriterFaultIT {
  private static final TestServer SERVER =
      TestServer.alone().with("max_notify_queue_pages", "64").with("autovacuum", "off");
  private static final TestDatabase DATABASE = new TestDatabase(SERVER, "postgres");
  private static final String SLEEP =
      "SELECT pg_advisory_lock(1667330668, stripe) FROM generate_series(0, 15) stripe";

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
  void watch() throws SQLException {
    try (Session session = new Session(DATABASE)) {
      session.run(
          "DROP TABLE IF EXISTS t",
          "CREATE TABLE t (id int, pad text)",
          "SELECT carillon.watch('t')");
    }
  }

  /** As a node does that is frozen while it sleeps: it holds its locks and reads nothing. */
  @Test
  void writesThoughTheNotifyQueueIsFull() throws SQLException {
    try (Session frozen = new Session(DATABASE);
        Session other = new Session(DATABASE);
        Session writer = new Session(DATABASE)) {
      frozen.run("LISTEN carillon", "LISTEN other", SLEEP, "BEGIN");
      for (int i = 0; i < 2000; i++) {
        writer.run("INSERT INTO t VALUES (" + i + ", 'x')");
      }
      assertThatThrownBy(
              () -> {
                while (true) {
                  other.run("SELECT pg_notify('other', repeat('x', 7000) || random())");
                }
              })
          .hasMessageContaining("too many notifications in the NOTIFY queue");
      for (int i = 0; i < 100; i++) {
        writer.run("INSERT INTO t VALUES (" + i + ", 'y')");
      }
      assertThat(writer.value("SELECT count(*) FROM t")).isEqualTo("2100");
      frozen.run("COMMIT");
    }
  }

  /** Our part of the queue is bounded: half of it is left to others. */
  @Test
  void leavesHalfTheNotifyQueueToOthers() throws SQLException {
    try (Session frozen = new Session(DATABASE);
        Session writer = new Session(DATABASE)) {
      frozen.run("LISTEN carillon", SLEEP, "BEGIN");
      for (int i = 0; i < 16; i++) {
        writer.run(
            """
            DO $$ BEGIN FOR i IN 1..2000 LOOP INSERT INTO t VALUES (i, 'x'); COMMIT; END LOOP; END $$
            """);
      }
      assertThat(Double.parseDouble(writer.value("SELECT pg_notification_queue_usage()") + ""))
          .isLessThan(0.55);
      frozen.run("COMMIT");
    }
  }

  @Test
  void failsClearlyAndWholeWhereTheLogCantBeWrittenAndGoesOnWhenThereIsRoom() throws Exception {
    String update = "UPDATE t SET pad = reverse(pad)";
    try (Session writer = new Session(DATABASE)) {
      writer.run(
          "INSERT INTO t SELECT i, repeat(md5(i::text), 28) FROM generate_series(1, 7000) i");
    }
    String before = content();
    limitFiles("20971520"); // more than a segment of the WAL, and than the table will have
    try (Session writer = new Session(DATABASE)) {
      assertThatThrownBy(() -> writer.run(update)).hasMessageContaining("carillon.log");
      assertThat(content()).isEqualTo(before);
      writer.run(
          "CREATE TABLE IF NOT EXISTS unwatched (id int)", "INSERT INTO unwatched VALUES (1)");
    } finally {
      limitFiles("unlimited");
    }
    try (Session writer = new Session(DATABASE);
        ChangeReader log = new ChangeReader(DATABASE)) {
      writer.run(update);
      assertThat(log.fresh()).hasSize(7000);
      assertThat(content()).isNotEqualTo(before);
    }
  }

  /** PostgreSQL's own files may not grow beyond this, as on a disk with a quota. */
  private static void limitFiles(String bytes) throws IOException, InterruptedException {
    String pid = Long.toString(SERVER.postmaster().pid());
    int code =
        new ProcessBuilder("prlimit", "--pid", pid, "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
  }

  private static String content() throws SQLException {
    try (Session session = new Session(DATABASE)) {
      return session.value("SELECT md5(string_agg(pad, '' ORDER BY id)) FROM t")
          + " "
          + session.value("SELECT count(*) FROM carillon.log");
    }
  }
}
