package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageIT {

  private static final long PLENTY = 1 << 30;

  private final TestDatabase database = TestDatabase.migrated();
  private final ChangeLog log = new ChangeLog(new WatchCatalog(database.dataSource()));
  private Sql sql;

  @BeforeEach
  void watch() throws SQLException {
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int PRIMARY KEY, text text)", "SELECT carillon.watch('t')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    sql.close();
  }

  @Test
  void readsAHugeTransactionInPages() throws SQLException {
    sql.run("INSERT INTO t SELECT i, 'x' FROM generate_series(1, 2500) i");
    assertThat(log.cut(sql.jdbc())).hasValue(2500);
    assertThat(allFrom(log, at(1, 0), 700)).containsExactlyElementsOf(ids(1, 2500));
    ChangeLog forgetful = new ChangeLog(new WatchCatalog(database.dataSource()));
    assertThat(allFrom(forgetful, at(1, 1234), 700)).containsExactlyElementsOf(ids(1235, 2500));
    Page first = read(at(1, 0), 700);
    assertThat(first.end()).isEqualTo(at(1, 700));
    assertThat(first.changes()).noneMatch(Change::txEnd);
  }

  @Test
  void endsAPageByBytesButTakesTheFirstChangeWhole() throws SQLException {
    sql.run("INSERT INTO t VALUES (1, repeat('x', 1000000))", "INSERT INTO t VALUES (2, 'y')");
    assertThat(log.cut(sql.jdbc())).hasValue(2);
    Page page = log.read(sql.jdbc(), null, at(1, 0), 10, 1000);
    assertThat(page.changes()).hasSize(1);
    assertThat(String.valueOf(page.changes().get(0).newRow())).hasSizeGreaterThan(1_000_000);
    assertThat(log.read(sql.jdbc(), null, page.end(), 10, 1000).changes()).hasSize(1);
  }

  @Test
  void hasNothingAfterTheNewest() throws SQLException {
    sql.run("INSERT INTO t VALUES (1, 'a')");
    assertThat(read(at(1, 0), 10).changes()).isEmpty();
    assertThat(log.cut(sql.jdbc())).hasValue(1);
    Page page = read(at(1, 1), 10);
    assertThat(page.changes()).isEmpty();
    assertThat(page.end()).isEqualTo(at(1, 1));
  }

  @Test
  void stopsAtAHole() throws SQLException {
    sql.run(
        "INSERT INTO t VALUES (1, 'a')",
        "INSERT INTO t VALUES (2, 'b')",
        "SELECT carillon.cut()",
        "SELECT carillon.reset()");
    sql.run("INSERT INTO t VALUES (3, 'c')");
    assertThat(log.cut(sql.jdbc())).hasValue(4);
    assertThatThrownBy(() -> read(at(1, 1), 10))
        .isInstanceOf(PositionExpiredException.class)
        .hasMessage("The changes after 1.1 are no longer in the log");
    assertThatThrownBy(() -> read(at(1, 2), 10)).isInstanceOf(PositionExpiredException.class);
    assertThat(read(at(epoch(), 3), 10).changes())
        .extracting(Change::position)
        .containsExactly(at(epoch(), 4));
  }

  private Page read(Position after, int most) throws SQLException {
    return log.read(sql.jdbc(), null, after, most, PLENTY);
  }

  private List<String> allFrom(ChangeLog reader, Position after, int pageSize) throws SQLException {
    List<String> ids = new ArrayList<>();
    Page page = reader.read(sql.jdbc(), null, after, pageSize, PLENTY);
    while (!page.changes().isEmpty()) {
      page.changes()
          .forEach(change -> ids.add(change.row() == null ? "" : change.row().text("id")));
      page = reader.read(sql.jdbc(), null, page.end(), pageSize, PLENTY);
    }
    return ids;
  }

  private static List<String> ids(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(Long::toString).toList();
  }

  private static Position at(int epoch, long n) {
    return new Position(epoch, n);
  }

  /** Of the reset: no number that can be known before. */
  private int epoch() throws SQLException {
    return (int) sql.number("SELECT max(epoch) FROM carillon.epochs");
  }
}
