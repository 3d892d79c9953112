package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pooler between the node and PostgreSQL. */
@Timeout(60)
class PoolerIT {
  private final TestDatabase database = TestDatabase.migrated();
  private PgBouncer pooler;

  @BeforeEach
  void start() throws IOException {
    pooler = PgBouncer.before(database);
  }

  @AfterEach
  void stop() {
    pooler.close();
  }

  @Test
  void isNamedWhereItLosesNotificationsWithTheWayPastIt() {
    Finding lost =
        clinic(pooler.url("transactions"), pooler.url("transactions")).find("notify-lost");
    assertThat(lost.level()).isEqualTo(Level.ERROR);
    assertThat(lost.found()).contains("PgBouncer in transaction mode");
    String direct =
        "jdbc:postgresql://127.0.0.1:" + database.server().port() + "/" + database.name();
    assertThat(lost.cure()).isEqualTo("export CARILLON_LISTEN_URL='" + direct + "'");

    Clinic cured = clinic(pooler.url("transactions"), direct);
    assertThat(cured.find("notify").level()).isEqualTo(Level.OK);
    assertThat(cured.find("same-server").level()).isEqualTo(Level.OK);
  }

  @Test
  void isOnlyNotedWhereItLendsWholeSessions() {
    Finding note = clinic(pooler.url("sessions"), pooler.url("sessions")).find("pooler");
    assertThat(note.level()).isEqualTo(Level.NOTE);
    assertThat(note.found()).contains("PgBouncer");
  }

  @Test
  void isTakenForAnotherServerOnlyWhereItLeadsToOne() {
    TestDatabase other = TestDatabase.migrated();
    Clinic apart = clinic(pooler.url("sessions"), other.url());
    Finding finding = apart.find("other-server");
    assertThat(finding.level()).isEqualTo(Level.ERROR);
    assertThat(finding.found()).contains(database.name(), other.name());
  }

  private Clinic clinic(String pool, String listen) {
    return new Clinic(
        database,
        "carillon.jdbc.url",
        pool,
        "carillon.listen.url",
        listen,
        "carillon.jdbc.user",
        "postgres");
  }
}
