package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log grows, since nobody looks after it, or somebody is in the way. */
class UnattendedIT {
  private final TestDatabase database = TestDatabase.migrated();
  private Session session;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(database);
    session.run("CREATE TABLE t (id int, pad text)", "SELECT carillon.watch('t')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    session.close();
  }

  /** A log that nobody has ever cut is still bounded by two lines of SQL. */
  @Test
  void leavesALogThatCanBeTrimmedThoughNoNodeHasEverRun() throws SQLException {
    session.run("INSERT INTO t SELECT i, repeat('x', 900) FROM generate_series(1, 20000) i");
    long before = size();
    session.run("SELECT carillon.trim('1 day', 1048576)");
    assertThat(size()).as("without a position nothing may be forgotten").isEqualTo(before);
    for (int round = 0; round < 3; round++) {
      session.run("SELECT carillon.cut()", "SELECT carillon.trim('1 day', 1048576)");
      session.run("INSERT INTO t VALUES (0, 'later')");
    }
    assertThat(size()).isLessThan(1 << 20);
  }

  @Test
  void saysWhoHoldsALogBackThatIsTooLarge() throws SQLException {
    assertThat(session.value("SELECT carillon.held(1000000)")).isNull();
    session.run("INSERT INTO t SELECT i, repeat('x', 900) FROM generate_series(1, 3000) i");
    try (Session open = new Session(database)) {
      open.run("SET application_name = 'nightly'", "BEGIN", "INSERT INTO t VALUES (7, 'open')");
      assertThat(session.value("SELECT carillon.held(1000000)"))
          .contains("more than the 977 kB it may", "(nightly), in a transaction since");
      open.run("PREPARE TRANSACTION 'forgotten'");
    }
    assertThat(session.value("SELECT carillon.held(1000000)"))
        .contains("the transaction 'forgotten', prepared at");
    session.run("ROLLBACK PREPARED 'forgotten'");
  }

  private long size() throws SQLException {
    return Long.parseLong(
        String.valueOf(
            session.value(
                "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('carillon.log')"
                    + " WHERE isleaf")));
  }
}
