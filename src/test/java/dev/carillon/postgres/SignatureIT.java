package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Caller;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who a transaction over the pool says that it is for. */
class SignatureIT {
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
  void namesTheCallerOfEachTransactionAndNobodyAfterIt() throws SQLException {
    connection.setAutoCommit(false);
    assertThat(as("abe")).isEqualTo("abe");
    connection.commit();
    assertThat(as("bob")).isEqualTo("bob");
    connection.rollback();
    assertThat(signed()).isEmpty();
    connection.commit();
    assertThat(as("eve")).isEqualTo("eve");
    connection.setAutoCommit(true);
    assertThat(signed()).as("outside of transactions").isEmpty();
  }

  @Test
  void staysWithWhoeverBeganIt() throws SQLException {
    connection.setAutoCommit(false);
    assertThat(as("abe")).isEqualTo("abe");
    assertThat(as("bob")).isEqualTo("abe");
    connection.rollback();
  }

  @Test
  void leavesATransactionForNobodyAlone() throws SQLException {
    connection.setAutoCommit(false);
    assertThat(signed()).isNull();
    Caller.Term nobody = Caller.is(() -> null);
    assertThat(signed()).isNull();
    nobody.end();
    connection.rollback();
  }

  @Test
  void signsAgainWhereTheServerWasLostBetweenTwo() throws SQLException {
    connection.setAutoCommit(false);
    assertThat(as("abe")).isEqualTo("abe");
    connection.commit();
    mortal.kill();
    assertThat(as("bob")).isEqualTo("bob");
    connection.rollback();
  }

  private String as(String name) throws SQLException {
    Caller.Term term = Caller.is(() -> () -> name);
    try {
      return signed();
    } finally {
      term.end();
    }
  }

  private String signed() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('carillon.who', true)")) {
      row.next();
      return row.getString(1);
    }
  }
}
