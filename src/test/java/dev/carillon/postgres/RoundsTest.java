package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.carillon.change.Position;
import dev.carillon.change.ReplicaStatus.State;
import dev.carillon.config.Settings;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A container's executor drops a task that throws once: a round never does. */
class RoundsTest {
  private static final Map<String, String> VALUES =
      Map.of("carillon.jdbc.replica.url", "jdbc:postgresql://127.0.0.1:1/none");
  private final Settings settings = new Settings(name -> Optional.ofNullable(VALUES.get(name)));
  private final Status status = new Status(new Node(), settings);
  private final BrokenPool pool = new BrokenPool();

  @Test
  void retentionGoesOnAfterAnUnexpectedFailure() {
    var retention = new Retention(pool, settings, status);

    assertThatCode(retention::trim).doesNotThrowAnyException();
    assertThat(pool.asked).isEqualTo(1);
  }

  @Test
  void theSearchForTheReplicaGoesOnAfterAnUnexpectedFailure() {
    var connections = new ReplicaConnections(settings);
    var replica = new Replica(settings, connections, new ChangeLog(new WatchCatalog(pool)));
    var search = new ReplicaSearch(pool, status, replica, connections);
    status.fired(new Position(1, 1));

    assertThatCode(search::look).doesNotThrowAnyException();
    assertThatCode(search::look).doesNotThrowAnyException();
    assertThat(pool.asked).isEqualTo(2);
    assertThat(replica.state()).isEqualTo(State.AWAY);
    assertThat(replica.reason()).contains("the pool is shut down");
  }

  /** A pool that fails as no driver does. */
  private static final class BrokenPool extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private int asked;

    @Override
    public Connection getConnection() {
      asked++;
      throw new IllegalStateException("the pool is shut down");
    }
  }
}
