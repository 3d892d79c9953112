package dev.carillon.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A connection that outlives its server: where it is found dead between two transactions, it is
 * opened anew, with all that was set on it. Not every container's pool looks before it hands out a
 * connection that a restart of PostgreSQL has killed, and some keep it for ever. One thread at a
 * time, as with any connection.
 */
final class LastingConnection implements InvocationHandler {
  /**
   * One that was used a moment ago is not asked, or each statement would cost a round trip more;
   * less than a restart of PostgreSQL takes.
   */
  private static final Duration TRUSTED = Duration.ofMillis(100);

  private static final int ANSWER_SECONDS = 5;
  private static final Set<String> BEGIN =
      Set.of("createStatement", "prepareStatement", "prepareCall");

  /** How to get a real one. */
  interface Opener {
    Connection open() throws SQLException;
  }

  private final Opener opener;
  private final ConnectionSettings settings = new ConnectionSettings();
  private final KeptStatements kept = new KeptStatements();
  private final Signature signature = new Signature();
  private BaseConnection real;
  private long usedAt = System.nanoTime();

  /** Something may be under way that the driver need not have heard of. */
  private boolean working;

  /** The real one is dead, and whoever used it was told so where his transaction ended. */
  private boolean lost;

  private boolean closed;

  private LastingConnection(Opener opener) throws SQLException {
    this.opener = opener;
    this.real = opener.open().unwrap(BaseConnection.class);
  }

  static Connection open(Opener opener) throws SQLException {
    ClassLoader loader = LastingConnection.class.getClassLoader();
    Class<?>[] types = {Connection.class};
    return (Connection) Proxy.newProxyInstance(loader, types, new LastingConnection(opener));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0]; // pools keep them in sets
      case "hashCode" -> System.identityHashCode(this);
      case "close", "abort" -> {
        closed = true; // or a late call would open one that nobody owns
        yield ConnectionSettings.call(real, method, arguments);
      }
      default -> pass(method, arguments);
    };
  }

  private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
    boolean begins = BEGIN.contains(method.getName());
    boolean sets = ConnectionSettings.isOne(method);
    if ((begins || sets) && isAtRest() && !(begins ? isAlive() : !real.isClosed())) {
      renew();
    }
    if (begins) {
      working = !settings.autoCommit();
      usedAt = System.nanoTime(); // here only: what a pool sets and asks never leaves the driver
      signature.give(real, working);
    }
    Object result;
    try {
      result = ConnectionSettings.call(real, method, arguments);
    } finally {
      if (ends(method.getName(), arguments)) {
        signature.end();
        working = kept.any(); // it could begin the next transaction unseen
        lost = real.isClosed();
      }
    }
    if (sets && arguments != null) {
      settings.keep(method, arguments);
    } else if (result instanceof Statement statement) {
      kept.add(statement);
    }
    return result;
  }

  /** Not by a rollback to a savepoint, nor by what is set already; but even if it fails. */
  private boolean ends(String name, Object @Nullable [] arguments) {
    return switch (name) {
      case "commit", "rollback" -> arguments == null;
      case "setAutoCommit" -> arguments != null && !arguments[0].equals(settings.autoCommit());
      default -> false;
    };
  }

  /** Nothing can get lost with the real one: surely nothing is under way, and nobody has a part. */
  private boolean isAtRest() throws SQLException {
    if (closed || lost) {
      return !closed; // whatever is kept of a lost one can only fail
    }
    // A statement that the server died of has left no trace in the driver's state
    boolean unsure = !settings.autoCommit() && (kept.any() || (working && real.isClosed()));
    return !unsure && real.getTransactionState() == TransactionState.IDLE;
  }

  private boolean isAlive() throws SQLException {
    if (real.isClosed()) {
      return false;
    }
    return System.nanoTime() - usedAt < TRUSTED.toNanos() || real.isValid(ANSWER_SECONDS);
  }

  private void renew() throws Throwable {
    lost = true; // even if no other can be had for now
    real.abort(Runnable::run);
    BaseConnection fresh = opener.open().unwrap(BaseConnection.class);
    boolean ready = false;
    try {
      settings.apply(fresh);
      ready = true;
    } finally {
      if (!ready) {
        fresh.abort(Runnable::run);
      }
    }
    real = fresh;
    lost = false;
    working = false;
  }
}
