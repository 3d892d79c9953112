package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool's connection, over the death of the backend behind it. */
class LastingConnectionIT {
  private static final Duration LONGER_THAN_TRUSTED = Duration.ofMillis(200);
  private static final String DATABASE = TestDatabase.empty().url();
  private final AtomicInteger opened = new AtomicInteger();
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection =
        LastingConnection.open(
            () -> {
              opened.incrementAndGet();
              return DriverManager.getConnection(DATABASE);
            });
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void isFoundDeadBeforeATransactionWhateverAPoolHasSetMeanwhile() throws SQLException {
    int before = backend();
    kill(before);
    await().pollDelay(LONGER_THAN_TRUSTED).until(() -> true);
    connection.setAutoCommit(false);

    assertThat(backend()).isNotEqualTo(before);
    assertThat(opened).hasValue(2);
  }

  @Test
  void goesOnWithANewBackendWhereTheDriverKnowsThatTheOldOneIsDead() throws SQLException {
    int before = backend();
    die();

    assertThat(backend()).isNotEqualTo(before);
    assertThat(opened).hasValue(2);
  }

  @Test
  void takesWhatWasSetOverToTheNewBackend() throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    connection.rollback();
    die();

    assertThat(text("SHOW transaction_isolation")).isEqualTo("serializable");
    assertThat(connection.getAutoCommit()).isFalse();
  }

  @Test
  void neverGoesOnAmidATransaction() throws SQLException {
    connection.setAutoCommit(false);
    kill(backend());

    assertThatThrownBy(this::backend).isInstanceOf(SQLException.class);
    assertThatThrownBy(this::backend).isInstanceOf(SQLException.class);
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    assertThat(opened).hasValue(1);
    assertThat(backend()).isPositive();
  }

  @Test
  void opensNoSecondOneWhileTheFirstLives() throws SQLException {
    assertThat(backend()).isEqualTo(backend());
    assertThat(opened).hasValue(1);
  }

  @Test
  void isTheSameToAPoolWhateverIsBehindIt() throws SQLException {
    int hash = connection.hashCode();
    die();

    assertThat(backend()).isPositive();
    assertThat(connection.hashCode()).isEqualTo(hash);
    assertThat(Set.of(connection)).contains(connection);
  }

  @Test
  void takesSettingsAfterItsDeath() throws SQLException {
    die();

    connection.setAutoCommit(false);
    assertThat(backend()).isPositive();
    assertThat(connection.getAutoCommit()).isFalse();
  }

  private void die() throws SQLException {
    connection.abort(Runnable::run);
  }

  private int backend() throws SQLException {
    return Integer.parseInt(text("SELECT pg_backend_pid()"));
  }

  private String text(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void kill(int backend) throws SQLException {
    try (Connection other = DriverManager.getConnection(DATABASE);
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_terminate_backend(" + backend + ", 5000)");
    }
  }
}
