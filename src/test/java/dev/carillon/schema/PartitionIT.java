package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DROP TABLE IF EXISTS reading",
        "CREATE TABLE reading (area int, v int, PRIMARY KEY (area, v)) PARTITION BY LIST (area)",
        "CREATE TABLE reading_1 PARTITION OF reading FOR VALUES IN (1)",
        "CREATE TABLE reading_2 PARTITION OF reading FOR VALUES IN (2)",
        "SELECT carillon.watch('reading')");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void logsWhatIsDoneToTheRootAndToALeafAsTheRoots() throws SQLException {
    session.run(
        "INSERT INTO reading VALUES (1, 10), (2, 20)",
        "INSERT INTO reading_1 VALUES (1, 11)",
        "UPDATE reading_2 SET v = 21",
        "DELETE FROM reading WHERE v = 10");
    var changes = log.fresh();
    assertThat(changes)
        .extracting(Logged::toString)
        .containsExactly(
            "I - {\"area\":1,\"v\":10}",
            "I - {\"area\":2,\"v\":20}",
            "I - {\"area\":1,\"v\":11}",
            "U {\"area\":2,\"v\":20} {\"area\":2,\"v\":21}",
            "D {\"area\":1,\"v\":10} -");
    assertThat(
            session.column(
                "SELECT table_name FROM carillon.watches WHERE id = " + changes.get(2).watch()))
        .containsExactly("public.reading");
  }

  @Test
  void tellsARowThatMovesBetweenPartitionsAsDeletedAndInserted() throws SQLException {
    session.run("INSERT INTO reading VALUES (1, 10)", "UPDATE reading SET area = 2");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"area\":1,\"v\":10}", "D {\"area\":1,\"v\":10} -", "I - {\"area\":2,\"v\":10}");
  }

  @Test
  void logsARowOfAPartitionThatCameLater() throws SQLException {
    session.run(
        "CREATE TABLE reading_3 PARTITION OF reading FOR VALUES IN (3)",
        "CREATE TABLE reading_4 (v int NOT NULL, area int NOT NULL)",
        "ALTER TABLE reading ATTACH PARTITION reading_4 FOR VALUES IN (4)",
        "INSERT INTO reading VALUES (3, 30), (4, 40)",
        "UPDATE reading SET v = v + 1");
    assertThat(log.fresh()).extracting(Logged::op).containsExactly("L", "I", "I", "U", "U");
  }

  @Test
  void letsAnOwnerWhoMayNotEnterTheSchemaAddAPartition() throws SQLException {
    session.run(
        "DO $$ BEGIN CREATE ROLE landlord; EXCEPTION WHEN duplicate_object THEN END $$",
        "ALTER TABLE reading OWNER TO landlord",
        "GRANT ALL ON SCHEMA public TO landlord",
        "SET ROLE landlord",
        "CREATE TABLE reading_5 PARTITION OF reading FOR VALUES IN (5)",
        "INSERT INTO reading VALUES (5, 50)",
        "RESET ROLE");
    assertThat(log.lines()).last().isEqualTo("I - {\"area\":5,\"v\":50}");
  }

  @Test
  void logsWhatComesThroughTheRootToALeafThatAloneIsWatched() throws SQLException {
    session.run("SELECT carillon.unwatch('reading')", "SELECT carillon.watch('reading_1')");
    session.run(
        "INSERT INTO reading VALUES (1, 10), (2, 20)",
        "UPDATE reading SET v = v + 1",
        "DELETE FROM reading");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"area\":1,\"v\":10}",
            "U {\"area\":1,\"v\":10} {\"area\":1,\"v\":11}",
            "D {\"area\":1,\"v\":11} -");
    session.run("SELECT carillon.watch('reading')", "INSERT INTO reading VALUES (1, 10)");
    assertThat(log.fresh()).hasSize(1);
    assertThat(
            session.column(
                "SELECT table_name FROM carillon.watches WHERE ended IS NULL AND table_name LIKE 'public.reading%'"))
        .containsExactly("public.reading");
  }

  @Test
  void tellsATruncatedRootOnce() throws SQLException {
    session.run("INSERT INTO reading VALUES (1, 10), (2, 20)");
    log.fresh();
    session.run("TRUNCATE reading");
    assertThat(log.lines()).containsExactly("T - -");
  }

  @Test
  void tellsATruncatedLeafAsItsRowsDeleted() throws SQLException {
    session.run("INSERT INTO reading VALUES (1, 10), (1, 11), (2, 20)");
    log.fresh();
    session.run("BEGIN", "TRUNCATE reading_1", "INSERT INTO reading VALUES (1, 12)", "COMMIT");
    assertThat(log.lines())
        .containsExactly(
            "D {\"area\":1,\"v\":10} -", "D {\"area\":1,\"v\":11} -", "I - {\"area\":1,\"v\":12}");
  }

  @Test
  void isWatchedAgainAndNoLonger() throws SQLException {
    session.run("SELECT carillon.watch('reading')", "INSERT INTO reading VALUES (1, 10)");
    assertThat(log.fresh()).hasSize(1);
    session.run(
        "SELECT carillon.unwatch('reading')",
        "INSERT INTO reading VALUES (2, 20)",
        "TRUNCATE reading_1");
    assertThat(log.fresh()).isEmpty();
  }
}
