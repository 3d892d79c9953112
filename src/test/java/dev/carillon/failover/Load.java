package dev.carillon.failover;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Applications that insert rows, each in a transaction of its own, on whichever server is the
 * primary. Of a row whose commit was not acknowledged nobody knows whether it is in.
 */
final class Load implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String url;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<Thread> writers;
  private volatile boolean stopping;
  private volatile long lastFailure;
  private volatile long backAt;

  Load(Pair pair) {
    url =
        pair.url()
            + "&targetServerType=primary&connectTimeout=2&socketTimeout=5&hostRecheckSeconds=0";
    writers =
        IntStream.range(0, WRITERS).mapToObj(i -> new Thread(this::write, "writer-" + i)).toList();
    writers.forEach(Thread::start);
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  /** Waits until so many more rows are in. */
  void awaitMore(int rows) {
    int enough = acknowledged.size() + rows;
    await().atMost(Pair.PATIENCE).until(() -> acknowledged.size() >= enough);
  }

  /** When the first row was in after the last time that none was, in the system's nanoseconds. */
  long backAt() {
    return backAt;
  }

  private void write() {
    while (!stopping) {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        write(statement);
      } catch (SQLException away) {
        lastFailure = System.nanoTime();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void write(Statement statement) throws SQLException {
    while (!stopping) {
      String row = Integer.toString(NUMBERS.incrementAndGet());
      insert(statement, row);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void insert(Statement statement, String row) throws SQLException {
    statement.execute("INSERT INTO t VALUES (" + row + ")");
    acknowledged.add(row);
    if (backAt < lastFailure) {
      backAt = System.nanoTime();
    }
  }

  @Override
  public void close() {
    stopping = true;
    await().atMost(Pair.PATIENCE).until(() -> writers.stream().noneMatch(Thread::isAlive));
  }
}
