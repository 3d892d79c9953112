package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tables that are written otherwise than by their own name, and names and columns of every kind.
 */
class TableKindsIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String LONGEST = "n".repeat(63);

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run("DROP SCHEMA IF EXISTS shop CASCADE", "CREATE SCHEMA shop");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void logsWhatForeignKeysCascade() throws SQLException {
    session.run(
        "CREATE TABLE shop.parent (id int PRIMARY KEY)",
        "CREATE TABLE shop.child (parent int REFERENCES shop.parent ON UPDATE CASCADE ON DELETE CASCADE, n int)",
        "CREATE TABLE shop.note (parent int REFERENCES shop.parent ON UPDATE CASCADE ON DELETE SET NULL)",
        "INSERT INTO shop.parent VALUES (1)",
        "INSERT INTO shop.child VALUES (1, 1), (1, 2)",
        "INSERT INTO shop.note VALUES (1)",
        "SELECT carillon.watch('shop.child'), carillon.watch('shop.note')",
        "UPDATE shop.parent SET id = 2");
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "U {\"parent\":1,\"n\":1} {\"parent\":2,\"n\":1}",
            "U {\"parent\":1,\"n\":2} {\"parent\":2,\"n\":2}",
            "U {\"parent\":1} {\"parent\":2}");
    session.run("DELETE FROM shop.parent");
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "D {\"parent\":2,\"n\":1} -",
            "D {\"parent\":2,\"n\":2} -",
            "U {\"parent\":2} {\"parent\":null}");
  }

  @Test
  void logsWhatIsWrittenThroughAParentToAnInheritingTable() throws SQLException {
    session.run(
        "CREATE TABLE shop.parent (id int)",
        "CREATE TABLE shop.child (n int) INHERITS (shop.parent)",
        "SELECT carillon.watch('shop.child')",
        "INSERT INTO shop.parent VALUES (1)",
        "INSERT INTO shop.child VALUES (2, 20)",
        "UPDATE shop.parent SET id = id + 1",
        "DELETE FROM shop.parent");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"id\":2,\"n\":20}",
            "U {\"id\":2,\"n\":20} {\"id\":3,\"n\":20}",
            "D {\"id\":3,\"n\":20} -");
  }

  @Test
  void logsWhatIsWrittenThroughViews() throws SQLException {
    session.run(
        "CREATE TABLE shop.item (id int PRIMARY KEY, name text)",
        "CREATE VIEW shop.named AS SELECT * FROM shop.item WHERE name IS NOT NULL",
        "CREATE VIEW shop.shouted AS SELECT id, upper(name) AS name FROM shop.item",
        """
        CREATE FUNCTION shop.whisper() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO shop.item VALUES (NEW.id, lower(NEW.name)); RETURN NEW; END $$
        """,
        "CREATE TRIGGER whisper INSTEAD OF INSERT ON shop.shouted FOR EACH ROW EXECUTE FUNCTION shop.whisper()",
        "SELECT carillon.watch('shop.item')",
        "INSERT INTO shop.named VALUES (1, 'a')",
        "INSERT INTO shop.shouted VALUES (2, 'B')");
    assertThat(log.lines())
        .containsExactly("I - {\"id\":1,\"name\":\"a\"}", "I - {\"id\":2,\"name\":\"b\"}");
  }

  @Test
  void logsGeneratedColumns() throws SQLException {
    session.run(
        "CREATE TABLE shop.area (w int, h int, size int GENERATED ALWAYS AS (w * h) STORED)",
        "SELECT carillon.watch('shop.area', topic => 'area/{size}', key => '{size}')",
        "INSERT INTO shop.area VALUES (2, 3)",
        "UPDATE shop.area SET w = 4");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"w\":2,\"h\":3,\"size\":6}",
            "U {\"w\":2,\"h\":3,\"size\":6} {\"w\":4,\"h\":3,\"size\":12}");
  }

  @Test
  void takesTheLongestNames() throws SQLException {
    session.run(
        "CREATE TABLE shop.%1$s (%1$s int PRIMARY KEY, other text)".formatted(LONGEST),
        "SELECT carillon.watch('shop.%1$s', '%1$s/{%1$s}', redact => '{other}')".formatted(LONGEST),
        "INSERT INTO shop.%s VALUES (1)".formatted(LONGEST));
    assertThat(log.lines()).containsExactly("I - {\"" + LONGEST + "\":1}");
  }

  @Test
  void takesColumnsOfAnyNameAndAKeyOfItsOwn() throws SQLException {
    session.run(
        "CREATE TABLE shop.odd (\"The Id\" int, \"a,b\" text, \"{q}\"\"\\\" text, plain int PRIMARY KEY)",
        "SELECT carillon.watch('shop.odd', columns => ARRAY['plain', 'a,b', 'The Id', '{q}\"\\'],"
            + " key => ARRAY['a,b', 'The Id'])",
        "INSERT INTO shop.odd VALUES (1, 'x', 'y', 2)");
    assertThat(log.lines())
        .containsExactly("I - {\"The Id\":1,\"a,b\":\"x\",\"{q}\\\"\\\\\":\"y\",\"plain\":2}");
    assertThat(
            session.value(
                "SELECT key::text FROM carillon.watches WHERE relation = 'shop.odd'::regclass"))
        .isEqualTo("{\"a,b\",\"The Id\"}");
  }
}
