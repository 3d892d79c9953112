package dev.carillon.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was set on a connection, for the one that takes its place. One thread at a time. */
final class ConnectionSettings {
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private boolean autoCommit = true;

  private interface Setting {
    void apply(Connection fresh) throws Throwable;
  }

  static boolean isOne(Method method) {
    return method.getName().startsWith("set")
        && method.getReturnType() == void.class
        && method.getParameterCount() > 0;
  }

  /** To be called when it was taken. */
  void keep(Method method, Object[] arguments) {
    if (method.getName().equals("setAutoCommit")) {
      autoCommit = (boolean) arguments[0];
      return;
    }
    String key = method.toString();
    if (method.getName().equals("setClientInfo") && arguments.length > 1) {
      key += arguments[0]; // one for each name
    }
    settings.remove(key); // the order counts: one setting may hold several
    settings.put(key, fresh -> call(fresh, method, arguments));
  }

  boolean autoCommit() {
    return autoCommit;
  }

  /** Manual commits come last, or a schema would begin a transaction, and go with its rollback. */
  void apply(Connection fresh) throws Throwable {
    for (Setting setting : settings.values()) {
      setting.apply(fresh);
    }
    fresh.setAutoCommit(autoCommit);
  }

  static @Nullable Object call(Connection target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
