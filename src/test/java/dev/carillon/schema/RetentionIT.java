package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionIT {
  private static final String PLENTY = "1099511627776";

  private TestDatabase database;
  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.migrated();
    session = new Session(database);
    session.run("CREATE TABLE t (id int, pad text)", "SELECT carillon.watch('t')");
    log = new ChangeReader(database);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void forgetsNothingThatIsYoungAndSmall() throws SQLException {
    commit(5);
    trim("1 hour", PLENTY);
    assertThat(numbers(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(resume(0)).isNull();
  }

  @Test
  void forgetsByAgeAndTellsWhoComesTooLate() throws SQLException {
    commit(3);
    age("2 hours");
    trim("1 hour", PLENTY); // turns to the next leaf: this one has had its quarter
    commit(2);
    assertThat(trim("1 hour", PLENTY)).isEqualTo("1");
    assertThat(session.value("SELECT count(*) FROM carillon.log")).isEqualTo("2");
    assertThat(resume(2)).isEqualTo("expired");
    assertThat(resume(3)).isNull();
    assertThat(numbers(3)).containsExactly(4L, 5L);
    assertThat(numbers(0)).as("a hole shows").containsExactly(4L, 5L);
  }

  @Test
  void keepsTheNewestBatchSoThatTheNextCutGoesOn() throws SQLException {
    commit(3);
    age("2 hours");
    trim("1 hour", PLENTY);
    trim("1 hour", PLENTY);
    assertThat(numbers(2)).containsExactly(3L);
    commit(1);
    assertThat(numbers(3)).containsExactly(4L);
  }

  @Test
  void staysBelowItsSizeUnderAContinuousLoad() throws SQLException {
    long most = 8 << 20;
    for (int round = 0; round < 40; round++) {
      session.run("INSERT INTO t SELECT i, repeat('x', 900) FROM generate_series(1, 1000) i");
      session.run("SELECT carillon.cut()");
      trim("1 day", String.valueOf(most));
      assertThat(size()).isLessThan(most + (4 << 20)); // what one round may add, and indexes
    }
    assertThat(resume(0)).isEqualTo("expired");
    assertThat(log.page(39_000, "null", 2000, 1 << 30)).hasSize(1000);
  }

  @Test
  void neverForgetsWhatHasNoPositionYet() throws SQLException {
    try (Session open = new Session(database)) {
      open.run("BEGIN", "INSERT INTO t VALUES (7, 'of an open transaction')");
      for (int round = 0; round < 5; round++) {
        commit(1);
        age("2 hours");
        trim("1 hour", "1");
      }
      open.run("COMMIT");
    }
    long before = Long.parseLong(String.valueOf(session.value("SELECT n FROM carillon.bounds()")));
    session.run("SELECT carillon.cut()");
    trim("1 hour", PLENTY);
    assertThat(log.page(before, "null", 10, 1 << 20))
        .extracting(Logged::after)
        .containsExactly("{\"id\":7,\"pad\":\"of an open transaction\"}");
  }

  @Test
  void waitsForNoReaderAndLetsOnlyOneNodeAtIt() throws SQLException {
    commit(3);
    age("2 hours");
    trim("1 hour", PLENTY);
    commit(1);
    try (Session other = new Session(database)) {
      other.run("BEGIN", "SELECT count(*) FROM carillon.log");
      assertThat(trim("1 hour", PLENTY)).as("a reader is there").isEqualTo("0");
      other.run("COMMIT", "BEGIN", "SELECT pg_advisory_xact_lock(1667330668, 102)");
      assertThat(trim("1 hour", PLENTY)).as("another node is at it").isNull();
      other.run("COMMIT");
    }
    assertThat(trim("1 hour", PLENTY)).isEqualTo("1");
  }

  private void commit(int rows) throws SQLException {
    for (int i = 0; i < rows; i++) {
      session.run("INSERT INTO t VALUES (" + i + ", 'x')", "SELECT carillon.cut()");
    }
  }

  /** Makes what is logged so far look as old as this. */
  private void age(String by) throws SQLException {
    session.run(
        "UPDATE carillon.batches SET cut_at = cut_at - interval '" + by + "'",
        "UPDATE carillon.log SET at = at - interval '" + by + "'");
  }

  private @Nullable String trim(String age, String bytes) throws SQLException {
    return session.value("SELECT carillon.trim('" + age + "', " + bytes + ")");
  }

  private @Nullable String resume(long n) throws SQLException {
    return session.value("SELECT carillon.resume(1, " + n + ")");
  }

  private List<Long> numbers(long after) throws SQLException {
    return log.page(after, "null", 100, 1 << 20).stream().map(Logged::n).toList();
  }

  private long size() throws SQLException {
    return Long.parseLong(
        String.valueOf(
            session.value(
                "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('carillon.log')"
                    + " WHERE isleaf")));
  }
}
