package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watches of some operations only. */
class WatchedOpsIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run("DROP TABLE IF EXISTS thing");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'insert', I",
    "'update', U",
    "'delete', D",
    "'truncate', T",
    "'insert,delete', I D",
    "'truncate,delete,update,insert', I U D T"
  })
  void logsThemAlone(String ops, String logged) throws SQLException {
    session.run("CREATE TABLE thing (id int PRIMARY KEY, n int)");
    watch(ops);
    write();
    assertThat(logged()).isEqualTo(logged);
    assertThat(
            session.value(
                "SELECT ops::text FROM carillon.watches WHERE relation = 'thing'::regclass"))
        .isEqualTo(logged.length() == 7 ? null : "{" + ops + "}");
  }

  @ParameterizedTest
  @CsvSource({"'insert', I", "'update', U", "'delete', D", "'insert,update', I U"})
  void logsThemAloneWhereTheTableHasTriggersOfItsOwn(String ops, String logged)
      throws SQLException {
    session.run(
        "CREATE TABLE thing (id int PRIMARY KEY, n int)",
        "CREATE OR REPLACE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER own AFTER INSERT ON thing FOR EACH ROW EXECUTE FUNCTION nothing()");
    watch(ops);
    write();
    assertThat(logged()).isEqualTo(logged);
  }

  /** A TRUNCATE of a partition is told as its rows deleted: so both have to be wanted. */
  @ParameterizedTest
  @CsvSource({
    "'insert', I I I",
    "'delete', D",
    "'truncate', T",
    "'delete,truncate', D D T",
    "'insert,update,delete,truncate', I U D I D I T"
  })
  void logsThemAloneOfAPartitionedTable(String ops, String logged) throws SQLException {
    session.run(
        "CREATE TABLE thing (id int, n int) PARTITION BY LIST (id)",
        "CREATE TABLE thing_1 PARTITION OF thing FOR VALUES IN (1)");
    watch(ops);
    session.run(
        "INSERT INTO thing VALUES (1, 1)",
        "UPDATE thing SET n = 2",
        "DELETE FROM thing",
        "INSERT INTO thing VALUES (1, 3)",
        "TRUNCATE thing_1",
        "INSERT INTO thing VALUES (1, 4)",
        "TRUNCATE thing");
    assertThat(logged()).isEqualTo(logged);
  }

  private void watch(String ops) throws SQLException {
    session.run("SELECT carillon.watch('thing', ops => '{" + ops + "}')");
  }

  private void write() throws SQLException {
    session.run(
        "INSERT INTO thing VALUES (1, 1)",
        "UPDATE thing SET n = 2",
        "DELETE FROM thing",
        "TRUNCATE thing");
  }

  private String logged() throws SQLException {
    return String.join(" ", log.fresh().stream().map(Logged::op).toList());
  }
}
