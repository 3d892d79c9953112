package dev.carillon.e2e;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application that inserts rows 1, 2, 3 … at an even pace, each in a transaction of its own.
 * While PostgreSQL is away it tries the same row until it is in, once.
 */
final class Writer implements AutoCloseable {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final String table;
  private Connection connection;
  private final AtomicInteger written = new AtomicInteger();
  private volatile boolean stopping;

  private Writer(String table) {
    this.table = table;
  }

  static Writer start(String table, int perSecond) {
    Writer writer = new Writer(table);
    var unused =
        writer.clock.scheduleAtFixedRate(
            writer::write, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    return writer;
  }

  /** Waits until so many more rows are in. */
  void awaitMore(int rows) {
    int enough = written.get() + rows;
    await().atMost(Duration.ofSeconds(30)).until(() -> written.get() >= enough);
  }

  /** Ends it; the id of the last row. */
  int stop() throws SQLException {
    stopping = true;
    clock.shutdown();
    await().atMost(Duration.ofSeconds(20)).until(clock::isTerminated);
    if (connection != null) {
      connection.close();
    }
    return written.get();
  }

  private void write() {
    if (stopping) {
      return;
    }
    try {
      if (connection == null) {
        connection = Sql.connect();
      }
      // A commit whose answer was lost must not make a second row
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO " + table + " VALUES (?, 'written') ON CONFLICT DO NOTHING")) {
        insert.setInt(1, written.get() + 1);
        insert.execute();
        written.incrementAndGet();
      }
    } catch (SQLException away) {
      connection = null;
    }
  }

  @Override
  public void close() throws SQLException {
    stop();
  }
}
