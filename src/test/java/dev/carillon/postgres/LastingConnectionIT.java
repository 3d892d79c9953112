package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool's connection, over the death of the backend behind it. */
class LastingConnectionIT {
  private static final TestDatabase DATABASE = TestDatabase.empty();
  private MortalConnection mortal;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    mortal = new MortalConnection(DATABASE);
    connection = mortal.pooled();
  }

  @AfterEach
  void close() throws SQLException {
    mortal.close();
  }

  @Test
  void isFoundDeadBeforeATransactionWhateverAPoolHasSetMeanwhile() throws SQLException {
    int before = mortal.backend();
    mortal.kill();
    connection.setAutoCommit(false);

    assertThat(mortal.backend()).isNotEqualTo(before);
    assertThat(mortal.opened()).isEqualTo(2);
  }

  @Test
  void goesOnWithANewBackendWhereTheDriverKnowsThatTheOldOneIsDead() throws SQLException {
    int before = mortal.backend();
    mortal.abort();

    assertThat(mortal.backend()).isNotEqualTo(before);
    assertThat(mortal.opened()).isEqualTo(2);
  }

  @Test
  void takesWhatWasSetOverToTheNewBackend() throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    connection.rollback();
    mortal.abort();

    assertThat(mortal.text("SHOW transaction_isolation")).isEqualTo("serializable");
    assertThat(connection.getAutoCommit()).isFalse();
  }

  @Test
  void takesEachClientInfoOverToTheNewBackend() throws SQLException {
    connection.setClientInfo("ApplicationName", "first");
    connection.setClientInfo("ClientUser", "second");
    mortal.abort();

    assertThat(mortal.text("SHOW application_name")).isEqualTo("first");
  }

  @Test
  void takesASchemaOverThatWasSetAmidManualCommits() throws SQLException {
    connection.setAutoCommit(false);
    connection.setSchema("pg_catalog");
    connection.commit();
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    mortal.kill();

    assertThat(mortal.text("SHOW search_path")).contains("pg_catalog");
    connection.rollback();
    assertThat(connection.getSchema()).isEqualTo("pg_catalog");
    assertThat(mortal.opened()).isEqualTo(2);
  }

  @Test
  void opensNoSecondOneWhileTheFirstLives() throws SQLException {
    assertThat(mortal.backend()).isEqualTo(mortal.backend());
    assertThat(mortal.opened()).isEqualTo(1);
  }

  @Test
  void isTheSameToAPoolWhateverIsBehindIt() throws SQLException {
    int hash = connection.hashCode();
    mortal.abort();

    assertThat(mortal.backend()).isPositive();
    assertThat(connection.hashCode()).isEqualTo(hash);
    assertThat(Set.of(connection)).contains(connection);
  }

  @Test
  void takesSettingsAfterItsDeath() throws SQLException {
    mortal.abort();

    connection.setAutoCommit(false);
    assertThat(mortal.backend()).isPositive();
    assertThat(connection.getAutoCommit()).isFalse();
  }

  @Test
  void opensNoneThatNobodyOwnsOnceItIsClosed() throws SQLException {
    connection.close();

    assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> connection.setAutoCommit(false)).isInstanceOf(SQLException.class);
    assertThat(connection.isClosed()).isTrue();
    assertThat(mortal.opened()).isEqualTo(1);
  }

  @Test
  void opensNoneThatNobodyOwnsOnceItIsAborted() throws SQLException {
    connection.abort(Runnable::run);

    assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
    assertThat(mortal.opened()).isEqualTo(1);
  }
}
