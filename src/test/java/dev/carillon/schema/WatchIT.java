package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;
  private String newest = "";

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DROP TABLE IF EXISTS parcel CASCADE",
        "CREATE TABLE parcel (id int PRIMARY KEY, city text)");
    log = new ChangeReader(DATABASE);
    newest = String.valueOf(session.value("SELECT max(began) FROM carillon.watches"));
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void isTheSameWatchWhenDeclaredAgain() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel')",
        "SELECT carillon.watch('parcel')",
        "SELECT carillon.watch('parcel', 'parcel')");
    session.run("INSERT INTO parcel VALUES (1, 'Ulm')");
    assertThat(log.fresh()).hasSize(1);
    assertThat(watches()).containsExactly("parcel t");
  }

  @Test
  void isAnotherWatchOnceItSaysSomethingElse() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', columns => '{id,city}', ops => '{insert,update}')",
        "SELECT carillon.watch('parcel', ops => '{update,insert}', columns => '{city,id}')",
        "SELECT carillon.watch('parcel', redact => '{city}')",
        "SELECT carillon.watch('parcel', key => '{city}')",
        "SELECT carillon.watch('parcel', NULL, NULL, NULL, '{insert,update,delete,truncate}', '{city}')");
    assertThat(watches()).containsExactly("parcel f", "parcel f", "parcel t");
    session.run("INSERT INTO parcel VALUES (1, 'Ulm')");
    assertThat(log.lines()).containsExactly("I - {\"id\":1,\"city\":\"Ulm\"}");
  }

  @Test
  void leavesWhatWasLoggedToTheWatchOfItsTime() throws SQLException {
    session.run("SELECT carillon.watch('parcel')", "INSERT INTO parcel VALUES (1, 'Ulm')");
    session.run(
        "SELECT carillon.watch('parcel', 'city/{city}/parcels')",
        "INSERT INTO parcel VALUES (2, 'Bern')");
    List<Logged> changes = log.fresh();
    assertThat(watches()).containsExactly("parcel f", "city/{city}/parcels t");
    assertThat(changes).hasSize(2);
    assertThat(topic(changes.get(0))).isEqualTo("parcel");
    assertThat(topic(changes.get(1))).isEqualTo("city/{city}/parcels");
  }

  @Test
  void logsNothingOnceUnwatched() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel')",
        "SELECT carillon.unwatch('parcel')",
        "SELECT carillon.unwatch('parcel')");
    session.run(
        "INSERT INTO parcel VALUES (1, 'Ulm')",
        "UPDATE parcel SET city = 'Bern'",
        "DELETE FROM parcel",
        "TRUNCATE parcel");
    assertThat(log.fresh()).isEmpty();
    assertThat(watches()).containsExactly("parcel f");
  }

  @Test
  void followsATableThatIsAltered() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel')",
        "ALTER TABLE parcel ADD weight int DEFAULT 5",
        "ALTER TABLE parcel DROP city");
    session.run(
        "INSERT INTO parcel VALUES (1, 7)",
        "ALTER TABLE parcel ALTER weight TYPE text",
        "UPDATE parcel SET weight = 'light'");
    assertThat(log.lines())
        .filteredOn(line -> !line.startsWith("L"))
        .containsExactly(
            "I - {\"id\":1,\"weight\":7}",
            "U {\"id\":1,\"weight\":\"7\"} {\"id\":1,\"weight\":\"light\"}");
  }

  @Test
  void beginsAnewWithATableThatWasDroppedAndMadeAgain() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel')",
        "DROP TABLE parcel",
        "CREATE TABLE parcel (id int)",
        "SELECT carillon.watch('parcel')");
    session.run("INSERT INTO parcel VALUES (1)");
    assertThat(log.lines())
        .containsExactly("L - {\"command\":\"DROP TABLE\",\"columns\":null}", "I - {\"id\":1}");
    assertThat(watches()).containsExactly("parcel f", "parcel t");
  }

  @Test
  void losesNothingWhileItIsDeclaredAgain() throws SQLException {
    session.run("SELECT carillon.watch('parcel')");
    try (Session writer = new Session(DATABASE)) {
      writer.run("BEGIN", "INSERT INTO parcel VALUES (1, 'Ulm')");
      session.run("SET lock_timeout = '50ms'");
      assertThatThrownBy(() -> session.run("SELECT carillon.watch('parcel', 'other')"))
          .hasMessageContaining("lock timeout");
      writer.run("INSERT INTO parcel VALUES (2, 'Ulm')", "COMMIT");
    }
    assertThat(log.fresh()).hasSize(2);
  }

  /**
   * The watches that the table had since this test began, the newest last, and whether each still
   * goes on.
   */
  private List<String> watches() throws SQLException {
    return session.rows(
        "SELECT topic || ' ' || left((ended IS NULL)::text, 1) FROM carillon.watches WHERE began > '"
            + newest
            + "' ORDER BY began",
        row -> row.getString(1));
  }

  private String topic(Logged change) throws SQLException {
    return String.valueOf(
        session.value("SELECT topic FROM carillon.watches WHERE id = " + change.watch()));
  }
}
