package dev.carillon.durable;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A container's transactions and its pool, as far as a round sees them: within a transaction of a
 * thread every connection that it asks for is the same. Can vanish as a process does, at any
 * instant, also between a commit and the news of it.
 */
final class JdbcTransactions implements Transactions {
  private final DataSource database;

  @SuppressWarnings("ThreadLocalUsage") // of two nodes in one thread, each has its own
  private final ThreadLocal<@Nullable Connection> present = new ThreadLocal<>();

  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private final AtomicLong callsToLive = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean vanished;

  JdbcTransactions(DataSource database) {
    this.database = database;
  }

  /** What beans and places use. */
  DataSource pool() {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Connection ours = present.get();
          return ours == null ? connect() : lent(ours);
        });
  }

  @Override
  public void begin() throws SQLException {
    Connection connection = connect();
    connection.setAutoCommit(false);
    present.set(connection);
  }

  @Override
  public boolean isDoomed() {
    return present.get() == null;
  }

  @Override
  public void commit() throws SQLException {
    Connection connection = present.get();
    if (connection == null) {
      throw new SQLException("no transaction");
    }
    connection.commit();
    end(connection);
  }

  @Override
  public void rollback() throws SQLException {
    Connection connection = present.get();
    if (connection != null) {
      end(connection); // which takes everything back
    }
  }

  private void end(Connection connection) throws SQLException {
    present.remove();
    connection.close();
  }

  /** Vanishes before or after one of the next calls of the driver. */
  void vanishWithin(long calls) {
    callsToLive.set(calls);
  }

  boolean hasVanished() {
    return vanished;
  }

  /** No connection says a word any more, as when a process is killed. */
  void vanish() {
    vanished = true;
    open.forEach(JdbcTransactions::abort);
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    if (vanished) {
      throw new SQLException("killed");
    }
    Connection pooled = idle.poll();
    Connection real = pooled == null ? database.getConnection() : pooled;
    open.add(real);
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          live();
          try {
            return method.getName().equals("close")
                ? giveBack(real)
                : method.invoke(real, arguments);
          } finally {
            live();
          }
        });
  }

  private @Nullable Object giveBack(Connection real) throws SQLException {
    if (!real.getAutoCommit()) {
      real.rollback();
      real.setAutoCommit(true);
    }
    idle.add(real);
    return null;
  }

  private void live() throws SQLException {
    if (callsToLive.decrementAndGet() == 0) {
      vanish();
    }
    if (vanished) {
      open.forEach(JdbcTransactions::abort); // those that were just opened, too
      throw new SQLException("killed");
    }
  }

  /** To whoever closes it, too, without end: the transaction goes on. */
  private static Connection lent(Connection connection) {
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            method.getName().equals("close") ? null : call(connection, method, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    InvocationHandler unwrapping =
        (self, method, arguments) -> {
          try {
            return handler.invoke(self, method, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, unwrapping));
  }

  private static @Nullable Object call(
      Connection connection, Method method, Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    return method.invoke(connection, arguments);
  }
}
