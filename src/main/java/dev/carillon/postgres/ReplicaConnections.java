package dev.carillon.postgres;

import dev.carillon.config.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * The few connections to the replica: as many as threads replay. No pool of the container's, which
 * would have to be told on each server how to find out that a connection is dead: here whatever
 * fails is thrown away. Thread-safe.
 */
@Singleton
public class ReplicaConnections {
  private static final int MOST_IDLE = 3;

  /** Longer than any page takes; a dead link or a replica that rests costs a reader no more. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final Settings settings;
  private final BlockingDeque<Connection> idle = new LinkedBlockingDeque<>(MOST_IDLE);
  private volatile boolean closed;

  @Inject
  ReplicaConnections(Settings settings) {
    this.settings = settings;
  }

  /** What to ask over a connection. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  <T> T ask(Question<T> question) throws SQLException {
    Connection connection = take();
    boolean sound = false;
    try {
      T answer = question.ask(connection);
      sound = true;
      return answer;
    } finally {
      if (!sound || !idle.offerFirst(connection)) {
        abort(connection);
      } else if (closed) {
        letGo(); // whoever closed may have looked before it came back
      }
    }
  }

  /** For good: those that are still asked something go as soon as they are answered. */
  @PreDestroy
  void close() {
    closed = true;
    letGo();
  }

  /** Lets go of those that idle; whoever asks next opens another. */
  void letGo() {
    for (Connection left = idle.poll(); left != null; left = idle.poll()) {
      abort(left);
    }
  }

  private Connection take() throws SQLException {
    Connection connection = idle.pollFirst();
    return connection == null ? open() : connection;
  }

  private Connection open() throws SQLException {
    Connection connection = DirectConnection.toReplica(settings, "carillon-replica");
    try (Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, (int) ANSWER_WITHIN.toMillis());
      connection.setReadOnly(true);
      // Recovery holds a leaf that was truncated until it gets on, which may be never: it rests.
      statement.execute("SET lock_timeout = 200");
      return connection;
    } catch (SQLException e) {
      abort(connection);
      throw e;
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run); // a polite close could wait for a dead link
    } catch (SQLException alreadyGone) {
      // as wanted
    }
  }
}
