package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction over a pool's connection is whole or is told that it failed. */
class LastingTransactionIT {
  private static final String INSERT = "INSERT INTO t VALUES (1)";
  private static final TestDatabase DATABASE = TestDatabase.empty();
  private MortalConnection mortal;
  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    mortal = new MortalConnection(DATABASE);
    connection = mortal.pooled();
    mortal.execute("CREATE TABLE IF NOT EXISTS t (id int)");
    connection.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    mortal.close();
  }

  @Test
  void neverGoesOnWithAnotherBackend() throws SQLException {
    mortal.execute(INSERT);
    mortal.kill();

    assertLost();
  }

  @Test
  void isNotOverByARollbackToASavepoint() throws SQLException {
    mortal.execute(INSERT);
    connection.rollback(connection.setSavepoint());
    mortal.kill();

    assertLost();
  }

  @Test
  void isNotOverBySayingAgainThatCommitsAreManual() throws SQLException {
    mortal.execute(INSERT);
    connection.setAutoCommit(false);
    mortal.kill();

    assertLost();
  }

  @Test
  void isNotCommittedBySwitchingManualCommitsOff() throws SQLException {
    mortal.execute(INSERT);
    mortal.abort();

    assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);
    connection.setAutoCommit(true);
    assertThat(mortal.backend()).isPositive();
  }

  @Test
  void isSeenToBeginByAStatementOfTheOneBefore() throws SQLException {
    try (PreparedStatement kept = connection.prepareStatement(INSERT)) {
      kept.execute();
      connection.commit();
      kept.execute();
      mortal.kill();
      assertThatThrownBy(() -> mortal.execute(INSERT)).isInstanceOf(SQLException.class);
    }

    assertLost();
  }

  @Test
  void isSeenToFailAtOnceByAStatementOfTheOneBefore() throws SQLException {
    try (PreparedStatement kept = connection.prepareStatement(INSERT)) {
      kept.execute();
      connection.commit();
      mortal.kill();
      assertThatThrownBy(kept::execute).isInstanceOf(SQLException.class);
    }

    assertLost();
  }

  @Test
  void isSeenWhereItBeganInSql() throws SQLException {
    connection.setAutoCommit(true);
    mortal.execute("BEGIN");
    mortal.execute(INSERT);
    mortal.kill();

    assertThatThrownBy(() -> mortal.execute(INSERT)).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> mortal.execute("COMMIT")).isInstanceOf(SQLException.class);
    assertThat(mortal.opened()).isEqualTo(1);
  }

  @Test
  void leavesNoStatementBehindThatIsKept() throws SQLException {
    try (Statement kept = connection.createStatement()) {
      kept.execute(INSERT);
      connection.commit();
      mortal.kill();
      assertThatThrownBy(() -> mortal.execute(INSERT)).isInstanceOf(SQLException.class);
      assertThat(mortal.opened()).isEqualTo(1);
    }

    assertLost();
  }

  @Test
  void isFollowedByOneThatIsServedThoughAStatementIsNeverClosed() throws SQLException {
    try (Statement forgotten = connection.createStatement()) {
      forgotten.execute(INSERT);
      mortal.kill();
      assertThatThrownBy(() -> forgotten.execute(INSERT)).isInstanceOf(SQLException.class);
      assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
      connection.setAutoCommit(true); // as a pool does that takes it back
      mortal.execute(INSERT);
      assertThat(mortal.opened()).isEqualTo(2);
      assertThatThrownBy(() -> forgotten.execute(INSERT)).isInstanceOf(SQLException.class);
    }
  }

  /** The one under way fails to the end, and the next is served. */
  private void assertLost() throws SQLException {
    assertThatThrownBy(() -> mortal.execute(INSERT)).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> mortal.execute(INSERT)).isInstanceOf(SQLException.class);
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    assertThat(mortal.opened()).isEqualTo(1);
    assertThat(mortal.backend()).isPositive();
    assertThat(mortal.opened()).isEqualTo(2);
  }
}
