package dev.carillon.postgres;

import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.postgresql.PGConnection;

/** A lasting connection as a pool has it, and the ways in which what is behind it dies. */
final class MortalConnection implements AutoCloseable {
  private static final Duration LONGER_THAN_TRUSTED = Duration.ofMillis(200);

  private final TestDatabase database;
  private final Connection pooled;
  private final Deque<Connection> opened = new ArrayDeque<>();

  MortalConnection(TestDatabase database) throws SQLException {
    this.database = database;
    this.pooled =
        LastingConnection.open(
            () -> {
              opened.add(database.connect());
              return opened.getLast();
            });
  }

  Connection pooled() {
    return pooled;
  }

  /** How many real ones there have been. */
  int opened() {
    return opened.size();
  }

  /** The server ends it, which the driver has yet to find out. */
  void kill() throws SQLException {
    int backend = ((PGConnection) opened.getLast()).getBackendPID();
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_terminate_backend(" + backend + ", 5000)");
    }
    await().pollDelay(LONGER_THAN_TRUSTED).until(() -> true);
  }

  /** The driver gives it up. */
  void abort() throws SQLException {
    opened.getLast().abort(Runnable::run);
  }

  int backend() throws SQLException {
    return Integer.parseInt(text("SELECT pg_backend_pid()"));
  }

  String text(String query) throws SQLException {
    try (Statement statement = pooled.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  void execute(String command) throws SQLException {
    try (Statement statement = pooled.createStatement()) {
      statement.execute(command);
    }
  }

  @Override
  public void close() throws SQLException {
    pooled.close();
  }
}
