package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that react to being written: the log tells cause before effect. */
class OwnTriggersIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DROP TABLE IF EXISTS child, thing",
        "CREATE TABLE thing (name text, id int PRIMARY KEY, n int)");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void tellsAnInsertBeforeWhatTheTablesOwnTriggerMakesOfIt() throws SQLException {
    session.run(
        """
        CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN UPDATE thing SET n = n + 1 WHERE id = NEW.id; RETURN NULL; END $$
        """,
        "CREATE TRIGGER a_stamp AFTER INSERT ON thing FOR EACH ROW EXECUTE FUNCTION stamp()",
        "SELECT carillon.watch('thing')",
        "INSERT INTO thing VALUES ('a', 1, 0), ('b', 2, 0)");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"name\":\"a\",\"id\":1,\"n\":0}",
            "U {\"name\":\"a\",\"id\":1,\"n\":0} {\"name\":\"a\",\"id\":1,\"n\":1}",
            "I - {\"name\":\"b\",\"id\":2,\"n\":0}",
            "U {\"name\":\"b\",\"id\":2,\"n\":0} {\"name\":\"b\",\"id\":2,\"n\":1}");
  }

  @Test
  void tellsADeletedParentBeforeItsChildBringsItBack() throws SQLException {
    session.run(
        "CREATE TABLE child (thing int REFERENCES thing ON DELETE CASCADE)",
        """
        CREATE OR REPLACE FUNCTION revive() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO thing VALUES ('back', OLD.thing, 0); RETURN NULL; END $$
        """,
        "CREATE TRIGGER revive AFTER DELETE ON child FOR EACH ROW EXECUTE FUNCTION revive()",
        "SELECT carillon.watch('thing')",
        "INSERT INTO thing VALUES ('a', 1, 0)",
        "INSERT INTO child VALUES (1)",
        "DELETE FROM thing");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"name\":\"a\",\"id\":1,\"n\":0}",
            "D {\"name\":\"a\",\"id\":1,\"n\":0} -",
            "I - {\"name\":\"back\",\"id\":1,\"n\":0}");
  }
}
