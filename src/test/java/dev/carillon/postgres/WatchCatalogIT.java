package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.TopicSelector;
import dev.carillon.change.WatchedTable;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class WatchCatalogIT {

  private final TestDatabase database = TestDatabase.migrated();
  private final WatchCatalog catalog = new WatchCatalog(database.dataSource());
  private Sql sql;

  @BeforeEach
  void connect() throws SQLException {
    sql = new Sql(database);
  }

  @AfterEach
  void disconnect() throws SQLException {
    sql.close();
  }

  @Test
  void knowsTheWatchesOfTheApplications() throws SQLException {
    assertThat(catalog.topics()).isEmpty();
    catalog.load(sql.jdbc());
    assertThat(catalog.topics()).contains("stock_price", "chat/{channel}").isSorted();
    assertThat(covers("stock_price")).isTrue();
    assertThat(covers("chat/java")).isTrue();
    assertThat(covers("sock_price")).isFalse();
  }

  @Test
  void seesAWatchThatIsDeclaredLater() throws SQLException {
    assertThat(covers("later")).isFalse();
    sql.run("CREATE TABLE later (id int)", "SELECT carillon.watch('later')");
    assertThat(covers("later")).isTrue();
  }

  @Test
  void readsChangesOfAWatchThatHasEnded() throws SQLException {
    sql.run(
        "CREATE TABLE t (a int, b int, PRIMARY KEY (b, a))",
        "SELECT carillon.watch('t', 'old/{a}')");
    sql.run(
        "INSERT INTO t VALUES (1, 2)",
        "SELECT carillon.watch('t', 'new/{b}')",
        "INSERT INTO t VALUES (3, 4)");
    sql.run("SELECT carillon.unwatch('t')", "SELECT carillon.cut()");
    var changes =
        new ChangeLog(catalog).read(sql.jdbc(), null, new Position(1, 0), 10, 1000).changes();
    assertThat(changes).extracting(change -> change.topic()).containsExactly("old/1", "new/4");
    assertThat(changes)
        .extracting(change -> String.valueOf(change.key()))
        .containsExactly("{\"b\":2,\"a\":1}", "{\"b\":4,\"a\":3}");
    catalog.load(sql.jdbc());
    assertThat(catalog.topics()).doesNotContain("old/{a}", "new/{b}");
    assertThat(
            catalog
                .watch(
                    sql.jdbc(),
                    (int)
                        sql.number(
                            "SELECT id FROM carillon.watches WHERE table_name = 'public.t' ORDER BY began LIMIT 1"))
                .key())
        .isEqualTo(List.of("b", "a"));
  }

  @Test
  void showsWhatIsToldOfEachTable() throws SQLException {
    sql.run(
        "CREATE TABLE shy (a int, secret text, b numeric(12,2), c int[])",
        "ALTER TABLE shy DROP c",
        "SELECT carillon.watch('shy', topic => 'shy/{a}', columns => '{secret,b,a}', redact => '{secret}',"
            + " ops => '{insert,delete}', key => '{b,a}')",
        "SELECT carillon.unwatch('job')");
    assertThat(catalog.tables())
        .extracting(WatchedTable::name)
        .isSorted()
        .doesNotContain("public.job");
    assertThat(table("public.shy"))
        .isEqualTo(
            new WatchedTable(
                "public.shy",
                "shy/{a}",
                List.of("b", "a"),
                Set.of(Operation.INSERT, Operation.DELETE, Operation.DDL),
                List.of(
                    new WatchedTable.Column("a", "integer"),
                    new WatchedTable.Column("b", "numeric(12,2)")),
                List.of("secret")));
    sql.run("SELECT carillon.unwatch_ddl()");
    assertThat(table("public.stock_price").ops())
        .isEqualTo(EnumSet.range(Operation.INSERT, Operation.TRUNCATE));
  }

  @Test
  void saysSoIfTheLogRefersToNoWatch() {
    assertThatThrownBy(() -> catalog.watch(sql.jdbc(), 4711))
        .isInstanceOf(SQLException.class)
        .hasMessage("carillon.log refers to watch 4711, which carillon.watches does not have");
  }

  @Test
  void answersFromMemoryWhileTheDatabaseIsAway() throws SQLException {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none?user=nobody");
    WatchCatalog cutOff = new WatchCatalog(nowhere);
    cutOff.load(sql.jdbc());
    assertThat(cutOff.covers(TopicSelector.parse("stock_price"))).isTrue();
    assertThat(cutOff.covers(TopicSelector.parse("*"))).isTrue();
    assertThatThrownBy(() -> cutOff.covers(TopicSelector.parse("unheard_of")))
        .isInstanceOf(DatabaseUnavailableException.class);
  }

  private WatchedTable table(String name) {
    return catalog.tables().stream().filter(t -> t.name().equals(name)).findAny().orElseThrow();
  }

  private boolean covers(String selector) {
    return catalog.covers(TopicSelector.parse(selector));
  }
}
