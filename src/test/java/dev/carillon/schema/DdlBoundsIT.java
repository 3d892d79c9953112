package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not told of DDL, and that it never disturbs anybody's. */
class DdlBoundsIT {

  private final TestDatabase database = TestDatabase.migrated();
  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(database);
    session.run(
        "CREATE TABLE parcel (id int PRIMARY KEY, city text)", "SELECT carillon.watch('parcel')");
    log = new ChangeReader(database);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void keepsQuietAboutAllElse() throws SQLException {
    session.run(
        "CREATE TABLE other (id int)",
        "ALTER TABLE other ADD n int",
        "CREATE TEMP TABLE brief (id int)",
        "ALTER TABLE brief ADD n int",
        "CREATE INDEX ON parcel (city)",
        "SELECT carillon.watch('parcel')",
        "SELECT carillon.unwatch('parcel')",
        "ALTER TABLE parcel ADD n int",
        "DROP TABLE parcel, other, brief");
    assertThat(log.fresh()).isEmpty();
  }

  @Test
  void tellsOfWhatAnOwnerDoesWhoMayNotEnterTheSchema() throws SQLException {
    session.run(
        "DO $$ BEGIN CREATE ROLE landlord; EXCEPTION WHEN duplicate_object THEN END $$",
        "ALTER TABLE parcel OWNER TO landlord");
    log.fresh();
    session.run("SET ROLE landlord", "ALTER TABLE parcel DROP city");
    assertThat(log.fresh()).extracting(Logged::op).containsExactly("L");
  }

  @Test
  void neverFailsSomebodysDdl() throws SQLException {
    session.run(
        "BEGIN",
        "ALTER SEQUENCE carillon.leaf RENAME TO elsewhere",
        "ALTER TABLE parcel ADD n int",
        "DROP TABLE parcel",
        "ALTER SEQUENCE carillon.elsewhere RENAME TO leaf",
        "COMMIT");
    assertThat(log.fresh()).isEmpty();
    assertThat(session.value("SELECT to_regclass('parcel')")).isNull();
  }

  @Test
  void endsAndBeginsAgainAsOftenAsOneLikes() throws SQLException {
    session.run(
        "SELECT carillon.unwatch_ddl(), carillon.unwatch_ddl()",
        "ALTER TABLE parcel DROP city",
        "SELECT carillon.watch_ddl(), carillon.watch_ddl()",
        "DROP TABLE parcel");
    assertThat(log.fresh()).hasSize(1);
  }

  @Test
  void isNotBegunByWhomTheDatabaseDeniesIt() throws SQLException {
    session.run(
        "SELECT carillon.unwatch_ddl()",
        "DO $$ BEGIN CREATE ROLE landlord; EXCEPTION WHEN duplicate_object THEN END $$",
        "GRANT USAGE ON SCHEMA carillon TO landlord",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA carillon TO landlord",
        "SET ROLE landlord");
    assertThatThrownBy(() -> session.run("SELECT carillon.watch_ddl()"))
        .hasMessageContaining("permission denied to create event trigger \"carillon_ddl\"");
  }

  @Test
  void goesWithTheSchema() throws SQLException {
    session.run(
        "DROP SCHEMA carillon CASCADE", "DROP TABLE parcel", "CREATE TABLE parcel (id int)");
    assertThat(session.column("SELECT evtname FROM pg_event_trigger")).isEmpty();
  }
}
