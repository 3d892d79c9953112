package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.Signal;
import dev.carillon.TestServer;
import dev.carillon.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server answers nobody any longer, though it still takes connections, and comes first. */
class FrozenServerIT {
  private final TestServer first = TestServer.alone();
  private final TestServer second = TestServer.alone();
  private List<ProcessHandle> frozen = List.of();

  @BeforeEach
  void start() {
    first.start();
    second.start();
    // Without TLS nothing but our own patience bounds the wait for a greeting
    System.setProperty("carillon.jdbc.url", url());
  }

  @AfterEach
  void stop() {
    System.clearProperty("carillon.jdbc.url");
    frozen.forEach(process -> Signal.send("CONT", process.pid()));
    first.close();
    second.close();
  }

  @Test
  void isPassedByForTheNextHost() throws SQLException {
    Settings settings = new Settings(name -> Optional.ofNullable(System.getProperty(name)));
    CarillonDataSource pool = new CarillonDataSource();
    assertThat(port(pool.getConnection())).isEqualTo(first.port());
    freezeFirst();
    assertThat(port(pool.getConnection())).isEqualTo(second.port());
    assertThat(port(DirectConnection.open(settings, settings.jdbcUrl(), "test")))
        .isEqualTo(second.port());
  }

  @Test
  void endsTheWaitOfWhoeverHasAConnectionToIt() throws SQLException {
    try (Connection pooled = new CarillonDataSource().getConnection()) {
      assertThat(pooled.getNetworkTimeout()).as("unless the URL says").isEqualTo(30_000);
    }
    System.setProperty("carillon.jdbc.url", url() + "&socketTimeout=3");
    try (Connection pooled = new CarillonDataSource().getConnection();
        Statement statement = pooled.createStatement()) {
      freezeFirst();
      assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
      assertThat(pooled.isClosed()).as("the pool finds out").isTrue();
    }
  }

  @Test
  void waitsForASlowMigrationForAllThat() throws SQLException {
    Settings settings = new Settings(name -> Optional.ofNullable(System.getProperty(name)));
    try (Connection direct = DirectConnection.open(settings, settings.jdbcUrl(), "test")) {
      assertThat(direct.getNetworkTimeout()).isZero();
    }
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?user=postgres&sslmode=disable"
        .formatted(first.port(), second.port());
  }

  private void freezeFirst() {
    ProcessHandle postmaster = first.postmaster();
    Signal.send("STOP", postmaster.pid());
    // It thaws last: a backend that it ends meanwhile could not be thawed any more
    frozen = Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList();
    frozen.forEach(process -> Signal.send("STOP", process.pid()));
  }

  private static int port(Connection opened) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT inet_server_port()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
