package dev.carillon.stream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says that this server is not as we know it, as after an update: else its connections would lose
 * their bounds without a word. Thread-safe.
 */
final class UnboundedWarning {
  /** The application's: each request would say it again. */
  static final UnboundedWarning ONCE = new UnboundedWarning();

  private static final Logger LOGGER = System.getLogger(UnboundedWarning.class.getName());
  private final AtomicBoolean said = new AtomicBoolean();

  void say(Class<?> type, String missing) {
    if (said.compareAndSet(false, true)) {
      LOGGER.log(
          Level.WARNING,
          "This server is none that Carillon knows: {0} has no {1}. So what is queued for a client"
              + " that does not keep up may not be bounded, the server''s own idle timeouts may"
              + " hold, and a client that never reads may keep its connection.",
          type.getName(),
          missing);
    }
  }
}
