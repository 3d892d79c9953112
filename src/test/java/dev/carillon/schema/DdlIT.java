package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done to watched tables themselves. */
class DdlIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String ID = "{\"name\":\"id\",\"type\":\"integer\"}";

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DROP TABLE IF EXISTS parcel, other, reading",
        "DROP TYPE IF EXISTS mood",
        "CREATE TABLE parcel (id int PRIMARY KEY, city text)",
        "SELECT carillon.watch('parcel')");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void isToldInOrderWithTheRowsOfItsTransaction() throws SQLException {
    session.run(
        "BEGIN",
        "INSERT INTO parcel VALUES (1, 'Ulm')",
        "ALTER TABLE parcel ADD weight numeric(8,2) DEFAULT 5, DROP city",
        "UPDATE parcel SET weight = 6",
        "COMMIT");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"id\":1,\"city\":\"Ulm\"}",
            told("ALTER TABLE", ID + ",{\"name\":\"weight\",\"type\":\"numeric(8,2)\"}"),
            "U {\"id\":1,\"weight\":5.00} {\"id\":1,\"weight\":6.00}");
  }

  @Test
  void isForgottenWithItsTransaction() throws SQLException {
    session.run("BEGIN", "ALTER TABLE parcel DROP city", "ROLLBACK");
    assertThat(log.fresh()).isEmpty();
  }

  @Test
  void tellsOfATableThatIsDropped() throws SQLException {
    session.run("DROP TABLE parcel");
    assertThat(log.lines()).containsExactly("L - {\"command\":\"DROP TABLE\",\"columns\":null}");
  }

  @Test
  void tellsOfAColumnThatGoesWithItsType() throws SQLException {
    session.run(
        "CREATE TYPE mood AS ENUM ('ok')",
        "CREATE TABLE other (id int, feels mood)",
        "SELECT carillon.watch('other')",
        "ALTER TABLE other ALTER feels SET NOT NULL",
        "DROP TYPE mood CASCADE");
    assertThat(log.lines())
        .containsExactly(
            told("ALTER TABLE", ID + ",{\"name\":\"feels\",\"type\":\"mood\"}"),
            told("DROP TYPE", ID));
  }

  @Test
  void namesOnlyTheColumnsThatAreTold() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', redact => '{city}')", "ALTER TABLE parcel ADD size int");
    assertThat(log.lines())
        .last()
        .isEqualTo(told("ALTER TABLE", ID + ",{\"name\":\"size\",\"type\":\"integer\"}"));
  }

  @Test
  void tellsOfAPartitionAsOfItsRootAndCoversIt() throws SQLException {
    session.run(
        "CREATE TABLE reading (id int) PARTITION BY LIST (id)",
        "SELECT carillon.watch('reading')",
        "CREATE TABLE reading_1 PARTITION OF reading FOR VALUES IN (1)",
        "INSERT INTO reading VALUES (1)",
        "TRUNCATE reading_1",
        "CREATE TABLE reading_2 (id int)",
        "INSERT INTO reading_2 VALUES (2)",
        "ALTER TABLE reading ATTACH PARTITION reading_2 FOR VALUES IN (2)",
        "TRUNCATE reading_2",
        "ALTER TABLE reading_2 SET (fillfactor = 50)");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"id\":1}",
            "D {\"id\":1} -",
            told("ALTER TABLE", ID),
            "D {\"id\":2} -",
            told("ALTER TABLE", ID));
  }

  @Test
  void isKeptInTheAuditAsWhatConcernsTheWholeTable() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', topic => 'city/{city}')",
        "SET carillon.who = 'abe'",
        "ALTER TABLE parcel ADD command text",
        "SELECT carillon.cut()");
    while (!"0".equals(session.value("SELECT carillon.feed_audit('city/Ulm', 1000, 1 << 30)"))) {
      assertThat(log.position()).as("there is more to feed").isNotNegative();
    }
    assertThat(
            session.column(
                "SELECT concat_ws(' ', op, who, topic, key, old, new ->> 'command') FROM carillon.audit"
                    + " WHERE topic LIKE 'city/%'"))
        .containsExactly("ddl abe city/* ALTER TABLE");
  }

  private static String told(String command, String columns) {
    return "L - {\"command\":\"" + command + "\",\"columns\":[" + columns + "]}";
  }
}
