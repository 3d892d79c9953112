package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;
  private long start;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DROP TABLE IF EXISTS t", "CREATE TABLE t (id int, s text)", "SELECT carillon.watch('t')");
    log = new ChangeReader(DATABASE);
    start = log.position();
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void givesTheSameInPagesOfAnySize() throws SQLException {
    // Large and small transactions, cut together and apart
    for (int i = 1; i <= 60; i++) {
      session.run(
          "INSERT INTO t SELECT i, 'x' FROM generate_series(1, "
              + (i % 7 == 0 ? 40 : i % 3 + 1)
              + ") i");
      if (i % 5 == 0) {
        session.run("SELECT carillon.cut()");
      }
    }
    List<Logged> all = log.fresh();
    for (int size : List.of(1, 7, 40, 41, 1000)) {
      assertThat(inPages(size, 1 << 20, false)).isEqualTo(all);
      assertThat(inPages(size, 1 << 20, true)).isEqualTo(all);
    }
  }

  @Test
  void fillsAPageHoweverManyBatchesThatTakes() throws SQLException {
    for (int i = 1; i <= 300; i++) {
      session.run("INSERT INTO t VALUES (" + i + ")", "SELECT carillon.cut()");
    }
    assertThat(log.page(start, "null", 300, 1 << 20)).hasSize(300);
  }

  @Test
  void givesOneChangeAtLeastHoweverLargeItIs() throws SQLException {
    session.run(
        "INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, 10) i",
        "SELECT carillon.cut()");
    assertThat(log.page(start, "null", 100, 1)).extracting(Logged::n).containsExactly(start + 1);
    assertThat(log.page(start, "null", 100, 3000)).hasSize(3);
    assertThat(log.page(start + 3, "null", 2, 1 << 20))
        .extracting(Logged::n)
        .containsExactly(start + 4, start + 5);
    assertThat(inPages(100, 2500, true)).hasSize(10);
  }

  @Test
  void givesTheOldestThatAreLeftToWhoeverComesTooLate() throws SQLException {
    session.run(
        "INSERT INTO t SELECT i, 'x' FROM generate_series(1, 500) i", "SELECT carillon.cut()");
    session.run("INSERT INTO t VALUES (501, 'x'), (502, 'x')", "SELECT carillon.cut()");
    session.run("DELETE FROM carillon.batches WHERE first + count <= " + (start + 501));
    assertThat(log.page(start, "null", 10, 1 << 20))
        .extracting(Logged::n)
        .containsExactly(start + 501, start + 502);
    assertThat(log.page(start, "'0/1'", 1, 1 << 20))
        .extracting(Logged::n)
        .containsExactly(start + 501);
  }

  @Test
  void tellsTheLastBatchAloneAsItDoesBehindAnother() throws SQLException {
    session.run("INSERT INTO t VALUES (0, 'x')", "SELECT carillon.cut()");
    try (Session slow = new Session(DATABASE)) {
      slow.run("BEGIN", "INSERT INTO t VALUES (1, 'begun first')");
      session.run("INSERT INTO t VALUES (2, 'x')", "INSERT INTO t VALUES (3, 'x'), (4, 'x')");
      slow.run("INSERT INTO t VALUES (5, 'ended last')", "COMMIT");
    }
    session.run("SELECT carillon.cut()");
    List<Logged> alone = log.page(start + 1, "null", 100, 1 << 20);
    assertThat(alone)
        .extracting(Logged::n)
        .containsExactly(start + 2, start + 3, start + 4, start + 5, start + 6);
    assertThat(alone).extracting(Logged::txEnd).containsExactly(true, false, true, false, true);
    List<Logged> both = log.page(start, "null", 100, 1 << 20);
    assertThat(both.subList(1, 6)).isEqualTo(alone);
  }

  @Test
  void givesNothingAfterTheNewest() throws SQLException {
    session.run("INSERT INTO t VALUES (1, 'x')");
    assertThat(log.page(start, "null", 10, 1 << 20)).as("no position yet").isEmpty();
    session.run("SELECT carillon.cut()");
    assertThat(log.page(start, "null", 10, 1 << 20)).hasSize(1);
    assertThat(log.page(start + 1, "null", 10, 1 << 20)).isEmpty();
  }

  private List<Logged> inPages(int maxChanges, long maxBytes, boolean knowsPlace)
      throws SQLException {
    List<Logged> all = new ArrayList<>();
    while (true) {
      Logged last = all.isEmpty() ? null : all.get(all.size() - 1);
      List<Logged> page =
          log.page(
              last == null ? start : last.n(),
              knowsPlace && last != null ? "'" + last.lsn() + "'" : "null",
              maxChanges,
              maxBytes);
      if (page.isEmpty()) {
        return all;
      }
      assertThat(page).hasSizeLessThanOrEqualTo(maxChanges);
      all.addAll(page);
    }
  }
}
