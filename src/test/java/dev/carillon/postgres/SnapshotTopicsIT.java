package dev.carillon.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.change.ProblemException;
import dev.carillon.change.SnapshotPage;
import dev.carillon.change.SnapshotPlace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTopicsIT {
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

  @ParameterizedTest
  @CsvSource({
    "text, a, b",
    "varchar(9), a%, a'",
    "int, 7, -7",
    "bigint, 123456789012345678, 12345678901234567",
    "uuid, 00000000-0000-0000-0000-00000000000a, 00000000-0000-0000-0000-00000000000b",
    "numeric, 1.0, 1.00",
    "char(3), 'a  ', 'b  '",
    "date, 2026-11-21, 2026-11-22"
  })
  void tellsTheRowsOfItsTopicsWhateverFillsThem(String type, String one, String another)
      throws SQLException {
    sql.run(
        "CREATE TABLE shop.t (\"The Part\" %s, id int)".formatted(type),
        "SELECT carillon.watch('shop.t', 'x/{The Part}/y')",
        "INSERT INTO shop.t VALUES ('%s', 1), ('%s', 2), ('%1$s', 3), (NULL, 4)"
            .formatted(one, another.replace("'", "''")));
    assertThat(ids("x/" + one + "/y")).containsExactly("1", "3");
    assertThat(ids("x/" + one + "/y", "x/" + another + "/y")).containsExactly("1", "2", "3");
    assertThat(ids("x//y", "x/nothing of this type/y")).containsExactly("4");
    assertThat(ids("x/*")).containsExactly("1", "2", "3", "4");
    assertThat(ids("*")).contains("1", "2", "3", "4");
    assertThat(ids("x/" + one, "y/*", "x/y")).isEmpty();
  }

  @Test
  void goesOnOverPagesThatAreEmpty() throws SQLException {
    sql.run(
        "CREATE TABLE shop.t (a int, b int)",
        "SELECT carillon.watch('shop.t', 'x/{a}/{b}')",
        "INSERT INTO shop.t SELECT i, i % 100 FROM generate_series(1, 3000) i",
        "DELETE FROM shop.t WHERE a BETWEEN 1001 AND 2000");
    assertThat(node.rows(10, "x/2999/*", "x/5/5")).hasSize(2);
  }

  @Test
  void aTableThatIsFullOfHolesEndsAPageInTime() throws SQLException {
    sql.run(
        "CREATE TABLE shop.t (id int) WITH (autovacuum_enabled = off)",
        "SELECT carillon.watch('shop.t')",
        "INSERT INTO shop.t SELECT generate_series(1, 5000)",
        "DELETE FROM shop.t WHERE id < 4999");
    List<String> ids = new ArrayList<>();
    for (SnapshotPlace place = node.begin("shop.t"); place != null; ) {
      SnapshotPage page = node.read(place, 1, SnapshotNode.PLENTY, "shop.t");
      page.rows().forEach(row -> ids.add(requireNonNull(row.newRow()).text("id")));
      place = page.next();
    }
    assertThat(ids).containsExactly("4999", "5000");
  }

  @Test
  void saysWhichRightIsMissing() throws SQLException {
    sql.run(
        "CREATE TABLE shop.secret (id int)",
        "CREATE TABLE shop.open (id int)",
        "SELECT carillon.watch('shop.secret'), carillon.watch('shop.open')",
        "DROP ROLE IF EXISTS shopper",
        "CREATE ROLE shopper LOGIN",
        "GRANT USAGE ON SCHEMA carillon TO shopper",
        "GRANT SELECT ON ALL TABLES IN SCHEMA carillon TO shopper",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA carillon TO shopper");
    String url = DATABASE.url().replace("user=postgres", "user=shopper");
    try (SnapshotNode shopper = new SnapshotNode(DATABASE, "carillon.jdbc.url", url)) {
      assertRefuses(shopper, "run GRANT USAGE ON SCHEMA shop TO shopper");
      sql.run("GRANT USAGE ON SCHEMA shop TO shopper", "GRANT SELECT ON shop.open TO shopper");
      assertThat(shopper.rows(10, "shop.open")).isEmpty();
      assertRefuses(shopper, "run GRANT SELECT ON shop.secret TO shopper");
      sql.run("GRANT SELECT ON shop.secret TO shopper");
      assertThat(shopper.rows(10, "shop.*")).isEmpty();
      sql.run("ALTER TABLE shop.secret ENABLE ROW LEVEL SECURITY");
      assertRefuses(
          shopper, "policies hide some of them from shopper; run ALTER ROLE shopper BYPASSRLS");
    } finally {
      sql.run("DROP OWNED BY shopper", "DROP ROLE shopper");
    }
  }

  private static void assertRefuses(SnapshotNode reader, String cure) {
    assertThatThrownBy(() -> reader.begin("shop.*"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(403))
        .hasMessage("Carillon can't read the rows of shop.secret: " + cure);
  }

  /** Sorted. */
  private List<String> ids(String... topics) {
    return node.rows(10, topics).stream()
        .filter(row -> row.contains("\"The Part\""))
        .map(row -> row.replaceFirst(".*\"id\":([0-9]+)}", "$1"))
        .sorted()
        .toList();
  }
}
