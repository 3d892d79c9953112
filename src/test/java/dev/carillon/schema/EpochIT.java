package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochIT {

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    TestDatabase database =
        TestDatabase.migrated(); // each test its own: epochs are for a whole database
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
    assertThat(bounds()).isEqualTo("(2,4,2,4)");
    assertThat(resume(2, 4)).isNull();
    commit(1);
    assertThat(log.fresh())
        .as("one that reads on meets a hole")
        .extracting(change -> change.epoch() + "." + change.n())
        .containsExactly("2.5");
    assertThat(resume(1, 3)).isEqualTo("expired");
    assertThat(resume(1, 4)).isEqualTo("expired");
    assertThat(resume(2, 5)).isNull();
  }

  @Test
  void beginsAnEpochWhereTheTimelineChanged() throws SQLException {
    commit(2);
    session.run(
        "UPDATE carillon.epochs SET timeline = timeline - 1"); // as a promoted standby finds it
    commit(2);
    assertThat(log.fresh())
        .extracting(change -> change.epoch() + "." + change.n())
        .containsExactly("1.1", "1.2", "2.3", "2.4");
    assertThat(bounds()).isEqualTo("(2,4,1,0)");
    assertThat(resume(1, 2)).as("the last that survived").isNull();
    assertThat(resume(1, 3)).as("given before the promotion, and lost").isEqualTo("ahead");
    assertThat(resume(2, 3)).isNull();
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
