package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochIT {

  private TestDatabase database;
  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.migrated(); // each test its own: epochs are for a whole database
    session = new Session(database);
    session.run("CREATE TABLE t (id int)", "SELECT carillon.watch('t')");
    log = new ChangeReader(database);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void resumesAfterAnythingThatItHas() throws SQLException {
    assertThat(bounds()).isEqualTo("(1,0,1,0)");
    assertThat(resume(1, 0)).isNull();
    commit(3);
    assertThat(bounds()).isEqualTo("(1,3,1,0)");
    assertThat(resume(1, 0)).isNull();
    assertThat(resume(1, 3)).isNull();
    assertThat(resume(1, 4)).isEqualTo("ahead");
    assertThat(resume(1, 999_999_999)).isEqualTo("ahead");
    assertThat(resume(2, 1)).isEqualTo("unknown-epoch");
    assertThat(resume(0, 0)).isEqualTo("unknown-epoch");
  }

  @Test
  void saysExpiredOfWhatIsOlderThanTheRetention() throws SQLException {
    commit(3);
    commit(2);
    session.run("DELETE FROM carillon.batches WHERE first + count <= 4");
    assertThat(bounds()).isEqualTo("(1,5,1,3)");
    assertThat(resume(1, 2)).isEqualTo("expired");
    assertThat(resume(1, 3)).isNull();
  }

  @Test
  void acceptsNoPositionOfTheTimeBeforeAReset() throws SQLException {
    commit(3);
    session.run("SELECT carillon.reset()");
    assertThat(resume(1, 0)).isEqualTo("expired");
    assertThat(resume(1, 3)).isEqualTo("expired");
    assertThat(resume(1, 4)).isEqualTo("expired");
    assertThat(resume(1, 5)).isEqualTo("ahead");
    int epoch = epoch();
    assertThat(epoch).isGreaterThan(1);
    assertThat(bounds()).isEqualTo("(%d,4,%d,4)".formatted(epoch, epoch));
    assertThat(resume(epoch, 4)).isNull();
    commit(1);
    assertThat(log.fresh())
        .as("one that reads on meets a hole")
        .extracting(change -> change.epoch() + "." + change.n())
        .containsExactly(epoch + ".5");
    assertThat(resume(1, 3)).isEqualTo("expired");
    assertThat(resume(1, 4)).isEqualTo("expired");
    assertThat(resume(epoch, 5)).isNull();
  }

  @Test
  void beginsAnEpochWhereTheTimelineChanged() throws SQLException {
    commit(2);
    session.run(
        "UPDATE carillon.epochs SET timeline = timeline - 1"); // as a promoted standby finds it
    commit(2);
    int epoch = epoch();
    assertThat(log.fresh())
        .extracting(change -> change.epoch() + "." + change.n())
        .containsExactly("1.1", "1.2", epoch + ".3", epoch + ".4");
    assertThat(bounds()).isEqualTo("(%d,4,1,0)".formatted(epoch));
    assertThat(resume(1, 2)).as("the last that survived").isNull();
    assertThat(resume(1, 3)).as("given before the promotion, and lost").isEqualTo("ahead");
    assertThat(resume(epoch, 3)).isNull();
  }

  @Test
  void refusesToCutInAnotherCluster() throws SQLException {
    commit(1);
    session.run("UPDATE carillon.epochs SET system = 42");
    session.run("INSERT INTO t VALUES (1)");
    assertThatThrownBy(() -> session.run("SELECT carillon.cut()"))
        .hasMessageContaining("carillon.log comes from another PostgreSQL cluster (42)")
        .hasMessageContaining("SELECT carillon.reset()")
        .hasMessageContaining("SELECT carillon.adopt()");
  }

  @Test
  void goesOnInAnUpgradedClusterOnceAdopted() throws SQLException {
    commit(1);
    session.run(
        "UPDATE carillon.epochs SET system = 42",
        "INSERT INTO t VALUES (7)",
        "SELECT carillon.adopt()");
    assertThat(log.fresh())
        .extracting(change -> change.epoch() + "." + change.n())
        .containsExactly("1.1", "1.2");
    assertThat(resume(1, 1)).isNull();
  }

  @Test
  void givesNoEpochTwiceToFuturesThatKnowNothingOfEachOther() throws SQLException {
    Set<Integer> futures = new HashSet<>();
    for (int future = 0; future < 20; future++) {
      session.run("BEGIN", "SELECT carillon.reset()");
      futures.add(epoch());
      session.run("ROLLBACK");
    }
    assertThat(futures).as("two in a million are the same").hasSizeGreaterThan(18);
    for (int reset = 0; reset < 50; reset++) {
      session.run("SELECT carillon.reset()");
    }
    assertThat(epoch()).as("nine digits are all a token has").isLessThan(100_000_000);
  }

  @Test
  void refusesToReadInAnotherCluster() throws SQLException {
    commit(1);
    session.run("UPDATE carillon.epochs SET system = 42");
    assertThatThrownBy(this::bounds).hasMessageContaining("comes from another PostgreSQL cluster");
    assertThatThrownBy(() -> resume(1, 0))
        .hasMessageContaining("comes from another PostgreSQL cluster");
  }

  @Test
  void resetsWithoutWaitingForAWriter() throws SQLException {
    commit(2);
    try (Session writer = new Session(database)) {
      writer.run("BEGIN", "INSERT INTO t VALUES (7)");
      session.run("INSERT INTO t VALUES (8)", "SELECT carillon.reset()");
      writer.run("INSERT INTO t VALUES (9)", "COMMIT");
    }
    assertThat(log.fresh()).extracting(Logged::after).containsExactly("{\"id\":7}", "{\"id\":9}");
  }

  private int epoch() throws SQLException {
    return Integer.parseInt(
        String.valueOf(session.value("SELECT max(epoch) FROM carillon.epochs")));
  }

  private void commit(int rows) throws SQLException {
    session.run("INSERT INTO t SELECT generate_series(1, " + rows + ")", "SELECT carillon.cut()");
  }

  private @Nullable String bounds() throws SQLException {
    return session.value("SELECT carillon.bounds()");
  }

  private @Nullable String resume(int epoch, long n) throws SQLException {
    return session.value("SELECT carillon.resume(%d, %d)".formatted(epoch, n));
  }
}
