package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Diagnosis;
import dev.carillon.change.Finding;
import dev.carillon.change.ListenerStatus;
import dev.carillon.config.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** The doctor of a node that listens, and has these settings. */
final class Clinic {
  private final Doctor doctor;

  /**
   * @param values names and values of settings by turns
   */
  Clinic(TestDatabase database, String... values) {
    this(Clock.systemUTC(), database, values);
  }

  Clinic(Clock clock, TestDatabase database, String... values) {
    Settings settings = TestNode.settings(database, values);
    PGSimpleDataSource pool = new PGSimpleDataSource();
    pool.setUrl(settings.jdbcUrl().orElseThrow());
    settings.jdbcUser().ifPresent(pool::setUser);
    Node node = new Node();
    Status status = new Status(node, settings);
    status.listening();
    assertThat(status.state()).isEqualTo(ListenerStatus.State.LISTENING);
    doctor =
        new Doctor(
            settings,
            pool,
            node,
            status,
            new ReplicaConnections(settings),
            Recorder.audience(),
            new WatchApplier(settings, new WatchedEntities()),
            clock);
  }

  Diagnosis examine() {
    return doctor.examine();
  }

  List<String> bad() {
    return examine().findings().stream().filter(Finding::isBad).map(Finding::id).toList();
  }

  boolean finds(String id) {
    return look(id).isPresent();
  }

  Finding find(String id) {
    return look(id).orElseThrow(() -> new AssertionError("no " + id + " in " + examine()));
  }

  private Optional<Finding> look(String id) {
    return examine().findings().stream().filter(finding -> finding.id().equals(id)).findFirst();
  }
}
