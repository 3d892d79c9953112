package dev.carillon.postgres;

import dev.carillon.change.Observers.Failing;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One observer method, and how it does: whatever it throws stays with it. Told by the listener's
 * thread only; any may ask how it is.
 *
 * @param <T> what it is told of
 */
final class Observer<T> {
  private static final Logger LOGGER = System.getLogger(Publisher.class.getName());

  private final ObserverMethod<T> method;
  private final String name;
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable Class<?> failing;

  /**
   * @param name its class and method
   */
  Observer(ObserverMethod<T> method, String name) {
    this.method = method;
    this.name = name;
  }

  /**
   * Tells it.
   *
   * @return what it failed with; null if it did not
   */
  @Nullable Throwable notify(Fired<T> event) {
    try {
      method.notify(event);
      if (failing != null) {
        failing = null;
      }
      return null;
    } catch (RuntimeException | Error e) { // a class that is missing, an endless recursion
      failed(e, event);
      return e;
    }
  }

  /**
   * It could not be told, or failed. The log has it once, and again when it is another failure, or
   * came back after all was well: one that fails on every change must not fill the disk.
   */
  void failed(Throwable reason, Object event) {
    failures.incrementAndGet();
    if (reason.getClass() != failing) {
      failing = reason.getClass();
      LOGGER.log(
          Level.ERROR,
          () ->
              "The observer %s failed on %s. All others are told; it is logged again when it fails otherwise, or has worked in between."
                  .formatted(name, event),
          reason);
    }
  }

  /** Whether the stream itself hangs on it, such as the hub. */
  boolean isOfPlatform() {
    return method.getPriority() < Interceptor.Priority.LIBRARY_BEFORE;
  }

  /** Null if it has never failed. */
  @Nullable Failing failure() {
    Class<?> now = failing;
    long count = failures.get();
    return count == 0 ? null : new Failing(name, count, now == null ? null : now.getName());
  }
}
