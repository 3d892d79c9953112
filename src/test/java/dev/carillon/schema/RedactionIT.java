package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A column that a watch redacts never reaches the log. */
class RedactionIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DROP TABLE IF EXISTS parcel, reading",
        "CREATE TABLE parcel (city text, id int PRIMARY KEY, secret text, weight numeric, note json)");
    log = new ChangeReader(DATABASE);
  }

  /** Whatever the test did: nothing of a secret is in the log. */
  @AfterEach
  void keptTheSecret() throws SQLException {
    assertThat(session.column("SELECT l::text FROM carillon.log l WHERE l::text LIKE '%s3cret%'"))
        .isEmpty();
    log.close();
    session.close();
  }

  @Test
  void neverLogsWhatIsRedacted() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', redact => '{secret,note}')",
        "INSERT INTO parcel VALUES ('Ulm', 1, 's3cret', 1, '\"s3cret\"')",
        "INSERT INTO parcel VALUES ('Ulm', 1, 's3cret') ON CONFLICT (id) DO UPDATE SET secret = 's3cret2', weight = 2",
        "COPY parcel FROM PROGRAM 'printf \"Bern,2,s3cret,,\\n\"' (FORMAT csv)",
        "DELETE FROM parcel WHERE id = 2",
        "TRUNCATE parcel");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"city\":\"Ulm\",\"id\":1,\"weight\":1}",
            "U {\"city\":\"Ulm\",\"id\":1,\"weight\":1} {\"city\":\"Ulm\",\"id\":1,\"weight\":2}",
            "I - {\"city\":\"Bern\",\"id\":2,\"weight\":null}",
            "D {\"city\":\"Bern\",\"id\":2,\"weight\":null} -",
            "T - -");
  }

  @Test
  void logsNoUpdateOfWhatIsNotTold() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', redact => '{secret}')",
        "INSERT INTO parcel VALUES ('Ulm', 1, 's3cret')",
        "UPDATE parcel SET secret = 's3cret too'");
    assertThat(log.fresh()).extracting(Logged::op).containsExactly("I");
  }

  @Test
  void takesARenamedColumnForNoNewOne() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', redact => '{secret}')",
        "ALTER TABLE parcel RENAME secret TO hidden",
        "INSERT INTO parcel VALUES ('Ulm', 1, 's3cret')",
        "ALTER TABLE parcel ADD secret text DEFAULT 's3cret'",
        "UPDATE parcel SET weight = 7",
        "ALTER TABLE parcel DROP hidden",
        "UPDATE parcel SET weight = 8",
        "DELETE FROM parcel");
    assertThat(log.fresh()).extracting(Logged::op).contains("I", "U", "U", "D");
  }

  @Test
  void redactsInPartitionsOfAnyShape() throws SQLException {
    session.run(
        "CREATE TABLE reading (area int, secret text, v int) PARTITION BY LIST (area)",
        "CREATE TABLE reading_1 PARTITION OF reading FOR VALUES IN (1)",
        "SELECT carillon.watch('reading', redact => '{secret}')",
        "CREATE TABLE reading_2 (gone int, v int, secret text, area int)",
        "ALTER TABLE reading_2 DROP gone",
        "ALTER TABLE reading ATTACH PARTITION reading_2 FOR VALUES IN (2)",
        "INSERT INTO reading VALUES (1, 's3cret', 10), (2, 's3cret', 20)",
        "UPDATE reading_2 SET v = 21",
        "TRUNCATE reading_1",
        "DELETE FROM reading");
    assertThat(log.lines())
        .filteredOn(line -> !line.startsWith("L"))
        .containsExactly(
            "I - {\"area\":1,\"v\":10}",
            "I - {\"v\":20,\"area\":2}",
            "U {\"v\":20,\"area\":2} {\"v\":21,\"area\":2}",
            "D {\"area\":1,\"v\":10} -",
            "D {\"v\":21,\"area\":2} -");
  }
}
