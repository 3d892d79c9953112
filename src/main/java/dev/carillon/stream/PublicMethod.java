package dev.carillon.stream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A server's own public methods, by name, so that the WAR needs nothing of the server to be
 * compiled or run.
 */
final class PublicMethod {
  private static final Logger LOGGER = System.getLogger(PublicMethod.class.getName());

  private PublicMethod() {}

  /** Calls one that takes nothing; null if it gives that, is not there, or fails. */
  static @Nullable Object call(@Nullable Object target, String name) {
    return call(target, name, new Class<?>[0]);
  }

  static @Nullable Object call(
      @Nullable Object target, String name, Class<?>[] types, Object... arguments) {
    if (target == null) {
      return null;
    }
    try {
      return find(target, name, types).invoke(target, arguments);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.log(Level.DEBUG, "No {0} on {1}", name, target.getClass());
      return null;
    }
  }

  /** Calls one that a connection which we know has; says so if it is gone. */
  static void demand(Object target, String name, Class<?>[] types, Object... arguments) {
    try {
      find(target, name, types);
    } catch (NoSuchMethodException | RuntimeException e) {
      UnboundedWarning.ONCE.say(target.getClass(), name);
    }
    call(target, name, types, arguments);
  }

  private static Method find(Object target, String name, Class<?>[] types)
      throws NoSuchMethodException {
    Method method = target.getClass().getMethod(name, types);
    method.setAccessible(true); // public, but perhaps of a class that is not
    return method;
  }
}
