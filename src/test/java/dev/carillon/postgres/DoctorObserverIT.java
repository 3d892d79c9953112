package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Durable observers that do not get on: each finding, its cure, and that it cures. */
class DoctorObserverIT {
  private final TestDatabase database = TestDatabase.migrated();
  private final Clinic clinic = new Clinic(database);
  private Sql sql;

  @BeforeEach
  void observe() throws SQLException {
    sql = new Sql(database);
    sql.run(
        "CREATE TABLE t (id int)",
        "SELECT carillon.watch('t')",
        "SELECT carillon._observe('billing', false)",
        "INSERT INTO t VALUES (1)",
        "SELECT carillon.cut()",
        "SELECT carillon.rewind_observer('audit', 'latest')");
  }

  @AfterEach
  void close() throws SQLException {
    sql.close();
  }

  @Test
  void saysNothingOfOneThatIsOnItsWay() {
    assertThat(clinic.bad()).noneMatch(id -> id.startsWith("observer-"));
  }

  @Test
  void findsOneThatNobodyRuns() throws SQLException {
    sql.run("UPDATE carillon.batches SET cut_at = cut_at - interval '1 hour'");
    assertThat(curedBy("observer-left-alone").found()).contains("1 changes behind");
  }

  @Test
  void findsOneThatIsStuck() throws SQLException {
    sql.run("SELECT carillon.reset()", "SELECT carillon.rewind_observer('audit', 'latest')");
    Finding stuck = curedBy("observer-stuck");
    assertThat(stuck.level()).isEqualTo(Level.ERROR);
    assertThat(stuck.found()).contains("1.0", "expired");
  }

  @Test
  void findsOneThatRests() throws SQLException {
    sql.run("SELECT carillon.pause_observer('billing')");
    assertThat(curedBy("observer-paused").level()).isEqualTo(Level.NOTE);
  }

  @Test
  void findsWhatFailsAndWhatWasGivenUp() throws SQLException {
    String fail = "SELECT carillon._failed('billing', 'a', 1, 0, 1, 1, '{}', 'broken', %d)";
    sql.run(fail.formatted(0));
    assertThat(clinic.find("observer-retrying").found()).contains("failed 1 times: broken");
    sql.run(fail.formatted(2));
    assertThat(clinic.finds("observer-retrying")).isFalse();
    assertThat(clinic.find("observer-dead-letters").cure()).contains("'billing'");
  }

  private Finding curedBy(String id) throws SQLException {
    Finding finding = clinic.find(id);
    assertThat(finding.subject()).isEqualTo("observer billing");
    sql.run(finding.cure());
    assertThat(clinic.finds(id)).isFalse();
    return finding;
  }
}
