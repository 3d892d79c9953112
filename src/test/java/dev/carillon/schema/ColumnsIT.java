package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ColumnsIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run("DROP SCHEMA IF EXISTS sales CASCADE", "CREATE SCHEMA sales");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void comparesTypesThatHaveNoEquality() throws SQLException {
    session.run(
        "CREATE TABLE sales.odd (j json, x xml, p point, b bytea)",
        "SELECT carillon.watch('sales.odd')",
        "INSERT INTO sales.odd VALUES ('{\"a\": 1}', '<a/>', '(1,2)', '\\x00ff')",
        "UPDATE sales.odd SET j = j, x = x, p = p",
        "UPDATE sales.odd SET x = '<b/>'",
        "DELETE FROM sales.odd");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"j\":{\"a\": 1},\"x\":\"<a/>\",\"p\":\"(1,2)\",\"b\":\"\\\\x00ff\"}",
            "U {\"j\":{\"a\": 1},\"x\":\"<a/>\",\"p\":\"(1,2)\",\"b\":\"\\\\x00ff\"} {\"j\":{\"a\": 1},\"x\":\"<b/>\",\"p\":\"(1,2)\",\"b\":\"\\\\x00ff\"}",
            "D {\"j\":{\"a\": 1},\"x\":\"<b/>\",\"p\":\"(1,2)\",\"b\":\"\\\\x00ff\"} -");
  }

  @Test
  void isNotConfusedByColumnsNamedLikeOurOwn() throws SQLException {
    session.run(
        """
        CREATE TABLE sales.names (inserted int, deleted int, watch int, leaf int, old int, new int, op text, tg_argv int,
          tg_op text, read int, after int, n int, last_value int, log int, xid int, id int PRIMARY KEY)
        """,
        "SELECT carillon.watch('sales.names')",
        "INSERT INTO sales.names VALUES (1, 2, 3, 4, 5, 6, 'op', 7, 'tg_op', 8, 9, 10, 11, 12, 13, 14)");
    String row = session.value("SELECT row_to_json(t) FROM sales.names t");
    session.run("UPDATE sales.names SET new = 0", "DELETE FROM sales.names");
    String updated = String.valueOf(row).replace("\"new\":6", "\"new\":0");
    assertThat(log.lines())
        .containsExactly("I - " + row, "U " + row + " " + updated, "D " + updated + " -");
  }

  @Test
  void knowsTheKeyOfEachTable() throws SQLException {
    session.run(
        "CREATE TABLE sales.composite (a int, b int, c int, PRIMARY KEY (c, a))",
        "CREATE TABLE sales.none (a int)",
        "CREATE TABLE sales.including (a int, b int, PRIMARY KEY (a) INCLUDE (b))",
        "CREATE TABLE sales.\"Mixed Case\" (\"Id\" int PRIMARY KEY)",
        "SELECT carillon.watch('sales.composite'), carillon.watch('sales.none'), carillon.watch('sales.including'),"
            + " carillon.watch('sales.\"Mixed Case\"')");
    assertThat(key("sales.composite")).isEqualTo("{c,a}");
    assertThat(key("sales.none")).isNull();
    assertThat(key("sales.including")).isEqualTo("{a}");
    assertThat(key("sales.Mixed Case")).isEqualTo("{Id}");
  }

  @Test
  void watchesATableByAnyNameInAnySchema() throws SQLException {
    session.run(
        "CREATE TABLE sales.\"Mixed \"\"Case\" (\"The Id\" int)",
        "CREATE TABLE sales.order (id int)",
        "SELECT carillon.watch('sales.\"Mixed \"\"Case\"'), carillon.watch('sales.order')",
        "INSERT INTO sales.\"Mixed \"\"Case\" VALUES (1)",
        "UPDATE sales.\"Mixed \"\"Case\" SET \"The Id\" = 2",
        "INSERT INTO sales.order VALUES (1)");
    assertThat(log.lines())
        .containsExactly("I - {\"The Id\":1}", "U {\"The Id\":1} {\"The Id\":2}", "I - {\"id\":1}");
    assertThat(
            session.column(
                "SELECT topic FROM carillon.watches WHERE ended IS NULL AND table_name LIKE 'sales.%' ORDER BY began DESC LIMIT 2"))
        .containsExactly("sales.order", "sales.Mixed \"Case");
  }

  @Test
  void logsAValueTheSameWayWhateverTheSessionIsSetTo() throws SQLException {
    session.run(
        """
        CREATE TABLE sales.spans (id int, at timestamptz, day date, took interval, b bytea, f float8, during tstzrange,
          days daterange, ref regclass)
        """,
        "SELECT carillon.watch('sales.spans')",
        """
        INSERT INTO sales.spans VALUES (1, '2026-02-01 12:00+00', '2026-02-01', '1 day 02:03', '\\x00', 0.1 + 0.2,
          '[2026-02-01 12:00+00, 2026-02-03 12:00+00)', '[2026-02-01, 2026-02-03)', 'stock_price')
        """,
        // In a function, because the driver refuses a session with another DateStyle
        """
        CREATE FUNCTION sales.elsewhere() RETURNS void LANGUAGE sql SET timezone = 'Asia/Tokyo' SET datestyle = 'German'
          SET intervalstyle = 'sql_standard' SET bytea_output = 'escape' SET extra_float_digits = -5
          SET quote_all_identifiers = on SET search_path = sales AS
        'UPDATE sales.spans SET id = 2; DELETE FROM sales.spans'
        """,
        "SELECT sales.elsewhere()");
    var changes = log.fresh();
    String inserted = String.valueOf(changes.get(0).after());
    assertThat(changes).extracting(Logged::op).containsExactly("I", "U", "D");
    assertThat(changes.get(1).before()).isEqualTo(inserted);
    assertThat(changes.get(2).before()).isEqualTo(inserted.replace("\"id\":1", "\"id\":2"));
    assertThat(inserted)
        .contains(
            "\"at\":\"2026-02-01T12:00:00+00:00\"",
            "\"took\":\"P1DT2H3M\"",
            "[\\\"2026-02-01 12:00:00+00\\\"");
  }

  private @Nullable String key(String table) throws SQLException {
    return session.value(
        "SELECT key::text FROM carillon.watches WHERE ended IS NULL AND table_name = '"
            + table
            + "'");
  }
}
