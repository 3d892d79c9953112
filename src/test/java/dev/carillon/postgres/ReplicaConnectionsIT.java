package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who holds the connections to a replica, and until when. */
class ReplicaConnectionsIT {
  private static final TestDatabase DATABASE = TestDatabase.empty();
  private final ReplicaConnections connections =
      new ReplicaConnections(
          TestNode.settings(DATABASE, "carillon.jdbc.replica.url", DATABASE.url()));

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void serveOneQuestionAfterTheOther() throws SQLException {
    Connection first = connections.ask(connection -> connection);

    assertThat(connections.<Connection>ask(connection -> connection)).isSameAs(first);
    assertThat(first.isClosed()).isFalse();
  }

  @Test
  void areLetGoByAReaderWhoIsStillUnderWayAtTheEnd() throws SQLException {
    Connection used =
        connections.ask(
            connection -> {
              connections.close();
              return connection;
            });

    assertThat(used.isClosed()).isTrue();
  }
}
