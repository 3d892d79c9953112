package dev.carillon.stream;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Says that this server is not as we know it, as after an update: else its connections would lose
 * their bounds without a word. Thread-safe.
 */
final class UnboundedWarning {
  /** The application's: each request would say it again. */
  static final UnboundedWarning ONCE =
      new UnboundedWarning(
          text -> System.getLogger(UnboundedWarning.class.getName()).log(Level.WARNING, text));

  private final Consumer<String> log;
  private final AtomicBoolean said = new AtomicBoolean();

  UnboundedWarning(Consumer<String> log) {
    this.log = log;
  }

  void say(Class<?> type, String missing) {
    if (said.compareAndSet(false, true)) {
      log.accept(
          "This server is none that Carillon knows: %s has no %s. So what is queued for a client that does not keep up may not be bounded, the server's own idle timeouts may hold, and a client that never reads may keep its connection."
              .formatted(type.getName(), missing));
    }
  }
}
