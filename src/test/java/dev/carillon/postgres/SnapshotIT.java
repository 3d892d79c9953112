package dev.carillon.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.SnapshotGoneException;
import dev.carillon.change.SnapshotPage;
import dev.carillon.change.SnapshotPlace;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotIT {
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
  void tellsEachRowAsAChangeAtItsPosition() throws SQLException {
    sql.run(
        "CREATE TABLE shop.sale (a int, b int, price numeric, PRIMARY KEY (b, a))",
        "SELECT carillon.watch('shop.sale', 'sale/{a}')",
        "INSERT INTO shop.sale VALUES (1, 2, 3.50)");
    SnapshotPlace start = node.begin("*");
    Change row = node.all(start, 10, "sale/*").get(0);
    assertThat(row.op()).isEqualTo(Operation.SNAPSHOT);
    assertThat(row.position()).isEqualTo(start.position());
    assertThat(start.position().n()).isEqualTo(sql.number("SELECT n FROM carillon.bounds()"));
    assertThat(row.topic()).isEqualTo("sale/1");
    assertThat(row.table()).isEqualTo("shop.sale");
    assertThat(row.key()).hasToString("{\"b\":2,\"a\":1}");
    assertThat(row.newRow()).hasToString("{\"a\":1,\"b\":2,\"price\":3.50}");
    assertThat(row.oldRow()).isNull();
    assertThat(row.txEnd()).isFalse();
  }

  @Test
  void tellsRowsThatNoKeyTellsApartAndAnEmptyTable() throws SQLException {
    sql.run("CREATE TABLE shop.none (a int)", "SELECT carillon.watch('shop.none')");
    SnapshotPage page = node.read(node.begin("shop.none"), 1, SnapshotNode.PLENTY, "shop.none");
    assertThat(page.rows()).isEmpty();
    assertThat(page.next()).isNull();
    sql.run("INSERT INTO shop.none VALUES (7), (7), (7)");
    assertThat(node.rows(2, "shop.none")).containsExactly("{\"a\":7}", "{\"a\":7}", "{\"a\":7}");
  }

  @Test
  void sharesNoneThatIsOlderThanAWatch() throws SQLException {
    sql.run("CREATE TABLE shop.late (a int)", "INSERT INTO shop.late VALUES (1)");
    SnapshotPlace before = node.begin("*");
    sql.run("SELECT carillon.watch('shop.late')");
    SnapshotPlace after = node.begin("shop.late"); // at once: nothing else would be newer
    assertThat(after.snapshot()).isNotEqualTo(before.snapshot());
    assertThat(node.all(after, 10, "shop.late")).hasSize(1);
  }

  @Test
  void tellsEachPartitionsRowsOnce() throws SQLException {
    sql.run(
        "CREATE TABLE shop.part (id int, kind text) PARTITION BY RANGE (id)",
        "CREATE TABLE shop.low PARTITION OF shop.part FOR VALUES FROM (0) TO (10) PARTITION BY LIST (kind)",
        "CREATE TABLE shop.low_a PARTITION OF shop.low FOR VALUES IN ('a')",
        "CREATE TABLE shop.low_b (kind text, id int)", // in another order
        "ALTER TABLE shop.low ATTACH PARTITION shop.low_b DEFAULT",
        "SELECT carillon.watch('shop.part')",
        "CREATE TABLE shop.high PARTITION OF shop.part DEFAULT",
        "INSERT INTO shop.part VALUES (1, 'a'), (2, 'b'), (3, 'a'), (11, 'a'), (12, 'b')");
    assertThat(node.rows(2, "shop.part"))
        .containsExactlyInAnyOrder(
            "{\"id\":1,\"kind\":\"a\"}",
            "{\"kind\":\"b\",\"id\":2}",
            "{\"id\":3,\"kind\":\"a\"}",
            "{\"id\":11,\"kind\":\"a\"}",
            "{\"id\":12,\"kind\":\"b\"}");
  }

  @Test
  void endsAPageByBytesButTakesTheFirstRowWhole() throws SQLException {
    sql.run(
        "CREATE TABLE shop.wide (id int, pad text)",
        "SELECT carillon.watch('shop.wide')",
        "INSERT INTO shop.wide SELECT i, repeat('x', 100000) FROM generate_series(1, 9) i");
    SnapshotPage page = node.read(node.begin("shop.wide"), 100, 350_000, "shop.wide");
    assertThat(page.rows()).hasSize(4);
    page = node.read(requireNonNull(page.next()), 100, 10, "shop.wide");
    assertThat(page.rows()).hasSize(1);
    page = node.read(requireNonNull(page.next()), 100, SnapshotNode.PLENTY, "shop.wide");
    assertThat(page.rows()).hasSize(4);
    assertThat(page.next()).isNull();
  }

  @Test
  void isGoneWhenATableIsEmptiedOrRewrittenUnderItAndNextTimeSeesIt() throws SQLException {
    sql.run(
        "CREATE TABLE shop.other (id int)",
        "CREATE TABLE shop.t (id int)",
        "SELECT carillon.watch('shop.t'), carillon.watch('shop.other')",
        "INSERT INTO shop.t SELECT generate_series(1, 10)",
        "INSERT INTO shop.other VALUES (1)");
    for (String[] doing :
        new String[][] {
          {"DELETE FROM shop.t WHERE id = 10", "VACUUM FULL shop.t"},
          {"ALTER TABLE shop.t RENAME id TO number"},
          {"TRUNCATE shop.t", "INSERT INTO shop.t SELECT generate_series(1, 10)"},
          {"DROP TABLE shop.t"}
        }) {
      SnapshotPlace start = node.begin("shop.*");
      SnapshotPlace next =
          requireNonNull(node.read(start, 3, SnapshotNode.PLENTY, "shop.t").next());
      sql.run(doing);
      assertThatThrownBy(() -> node.read(next, 3, SnapshotNode.PLENTY, "shop.t"))
          .as(doing[0])
          .isInstanceOf(SnapshotGoneException.class);
      assertThat(node.all(start, 3, "shop.other")).hasSize(1);
    }
    assertThat(node.all(node.begin("shop.*"), 3, "shop.*")).hasSize(1);
  }

  @Test
  void doesNotTakeAnotherSnapshotOfTheSameNameForItsOwn() throws SQLException {
    sql.run("CREATE TABLE shop.t (id int)", "SELECT carillon.watch('shop.t')");
    SnapshotPlace start = node.begin("shop.t");
    String stranger = start.snapshot().replaceFirst("-[0-9a-f]{16}-", "-0123456789abcdef-");
    for (String name : new String[] {stranger, "nonsense"}) {
      SnapshotPlace lost = new SnapshotPlace(start.position(), name);
      assertThatThrownBy(() -> node.all(lost, 3, "shop.t"))
          .isInstanceOf(SnapshotGoneException.class)
          .hasMessage("The snapshot at %s is no longer kept: begin another", start.position());
    }
  }
}
