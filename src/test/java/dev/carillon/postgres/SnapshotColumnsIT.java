package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.change.ProblemException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A row reads the same in a snapshot and in the log. */
class SnapshotColumnsIT {
  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private final SnapshotNode node = new SnapshotNode(DATABASE);
  private Sql sql;

  @BeforeEach
  void connect() throws SQLException {
    sql = new Sql(DATABASE);
    sql.run("DROP SCHEMA IF EXISTS shop CASCADE", "CREATE SCHEMA shop");
  }

  @AfterEach
  void disconnect() throws SQLException {
    node.close();
    sql.close();
  }

  @Test
  void whateverItsTypesAndNames() throws SQLException {
    sql.run(
        """
        CREATE TABLE shop.odd ("t" int, "shown" int, "ctid ""x" timestamptz, e char(3), f float8, i interval, b bytea, j json, x xml,
          p point, r int4range, a text[], n numeric, g int GENERATED ALWAYS AS ("t" * 2) STORED)
        """,
        "ALTER TABLE shop.odd DROP COLUMN e, ADD COLUMN d date DEFAULT 'infinity'",
        "SELECT carillon.watch('shop.odd')",
        """
        INSERT INTO shop.odd VALUES (1, 2, '2026-11-21 10:30+01', 1e-300, '1 day 2 hours', '\\x00ff', '{"a":  1.10}', '<a/>', '(1,2)',
          '[1,5)', '{a,NULL,"b c"}', 'NaN')
        """);
    assertThat(node.rows(10, "shop.odd")).containsExactly(logged());
  }

  @Test
  void whereTriggersSeeNoValueThatIsGeneratedWhenItIsRead() throws SQLException {
    String kind =
        sql.number("SELECT current_setting('server_version_num')::int") < 180000
            ? "STORED"
            : "VIRTUAL";
    sql.run(
        "CREATE TABLE shop.t (id int, twice numeric(9,2) GENERATED ALWAYS AS (id * 2) "
            + kind
            + ")",
        "SELECT carillon.watch('shop.t')",
        "INSERT INTO shop.t VALUES (4)");
    assertThat(node.rows(10, "shop.t")).containsExactly(logged());
  }

  @Test
  void whereAWatchNamesTheColumns() throws SQLException {
    sql.run(
        "CREATE TABLE shop.t (id int PRIMARY KEY, \"Näme\\\" text, pin text)",
        "SELECT carillon.watch('shop.t', columns => '{id,\"Näme\\\\\"}')",
        "ALTER TABLE shop.t ADD COLUMN later int DEFAULT 7",
        "INSERT INTO shop.t VALUES (1, 'Abe', 'secret')");
    assertThat(node.rows(10, "shop.t"))
        .containsExactly(logged())
        .noneMatch(SnapshotColumnsIT::tells);
  }

  @Test
  void whereAWatchHidesColumnsAlsoAfterTheyWereRenamed() throws SQLException {
    sql.run(
        "CREATE TABLE shop.t (id int, pin text, name text) PARTITION BY LIST (id)",
        "CREATE TABLE shop.t1 (name text, pin text, id int)", // in another order
        "ALTER TABLE shop.t ATTACH PARTITION shop.t1 DEFAULT",
        "SELECT carillon.watch('shop.t', redact => '{pin}')",
        "ALTER TABLE shop.t ADD COLUMN later int DEFAULT 7",
        "ALTER TABLE shop.t RENAME pin TO code",
        "INSERT INTO shop.t VALUES (1, 'secret', 'Abe')");
    assertThat(node.rows(10, "shop.t"))
        .containsExactly(logged())
        .noneMatch(SnapshotColumnsIT::tells)
        .allMatch(row -> row.contains("\"later\":7"));
  }

  @Test
  void orNotAtAllWhereNoTriggerSaysWhatIsHidden() throws SQLException {
    sql.run(
        "CREATE TABLE shop.t (id int, pin text)",
        "SELECT carillon.watch('shop.t', redact => '{pin}')",
        "SELECT carillon._drop_triggers('shop.t')");
    assertThatThrownBy(() -> node.begin("shop.t"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("it has not the triggers that its watch says: call carillon.watch");
  }

  private static boolean tells(String row) {
    return row.contains("secret");
  }

  /** The row of the last change. */
  private String logged() throws SQLException {
    sql.run("SELECT carillon.cut()");
    return sql.column(
            "SELECT new FROM carillon.read(0, NULL, 10000, 1 << 30) ORDER BY n DESC LIMIT 1")
        .get(0);
  }
}
