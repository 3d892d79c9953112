package dev.carillon.proxy;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An application that inserts rows 1, 2, 3 … at an even pace, until it is closed. */
final class Writer implements AutoCloseable {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Connection connection;
  private final String table;
  private volatile int written;

  Writer(Connection connection, String table, int perSecond) {
    this.connection = connection;
    this.table = table;
    var unused =
        clock.scheduleAtFixedRate(this::insert, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
  }

  private void insert() {
    int next = written + 1;
    try (var statement = connection.createStatement()) {
      statement.execute("INSERT INTO " + table + " VALUES (" + next + ")");
      written = next;
    } catch (SQLException e) {
      throw new IllegalStateException(e); // ends the schedule, which awaitMore finds out
    }
  }

  void awaitMore(int rows) {
    int enough = written + rows;
    await().atMost(Duration.ofSeconds(40)).until(() -> written >= enough);
  }

  /** Ends it; the last row. */
  int stop() throws SQLException {
    clock.shutdown();
    await().atMost(Duration.ofSeconds(20)).until(clock::isTerminated);
    connection.close();
    return written;
  }

  @Override
  public void close() throws SQLException {
    stop();
  }
}
