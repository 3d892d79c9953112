package dev.carillon.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection that outlives its server: where it is found dead before a transaction begins, it is
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
  private static final Set<String> END = Set.of("commit", "rollback", "setAutoCommit");

  /** How to get a real one. */
  interface Opener {
    Connection open() throws SQLException;
  }

  private final Opener opener;
  private final Map<Method, Object[]> settings = new LinkedHashMap<>();
  private Connection real;
  private boolean working;
  private long usedAt = System.nanoTime();

  private LastingConnection(Opener opener) throws SQLException {
    this.opener = opener;
    this.real = opener.open();
  }

  static Connection open(Opener opener) throws SQLException {
    ClassLoader loader = LastingConnection.class.getClassLoader();
    Class<?>[] types = {Connection.class};
    return (Connection) Proxy.newProxyInstance(loader, types, new LastingConnection(opener));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getName();
    if (name.equals("equals")) {
      return arguments != null && proxy == arguments[0]; // pools keep them in sets
    }
    if (name.equals("hashCode")) {
      return System.identityHashCode(this);
    }
    if (END.contains(name)) {
      working = false; // even if it fails: there is no going on with it
    } else if (BEGIN.contains(name)) {
      begin();
    }
    if (arguments == null || !name.startsWith("set") || method.getReturnType() != void.class) {
      return call(method, arguments);
    }
    if (!working && real.isClosed()) {
      renew(); // the driver has found out, and takes no settings any more
    }
    call(method, arguments);
    settings.put(method, arguments);
    return null;
  }

  private void begin() throws Throwable {
    if (!working && !isAlive()) {
      renew();
    }
    working = !real.getAutoCommit();
    usedAt = System.nanoTime(); // here only: what a pool sets and asks never leaves the driver
  }

  private void renew() throws Throwable {
    real.abort(Runnable::run);
    real = opener.open();
    for (Map.Entry<Method, Object[]> setting : settings.entrySet()) {
      call(setting.getKey(), setting.getValue());
    }
  }

  private boolean isAlive() throws SQLException {
    if (real.isClosed()) {
      return false;
    }
    return System.nanoTime() - usedAt < TRUSTED.toNanos() || real.isValid(ANSWER_SECONDS);
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
