package dev.carillon.durable;

import jakarta.enterprise.context.control.RequestContextController;
import java.time.Duration;
import java.util.Optional;

/**
 * A round with a request context of its own, for the beans that want one.
 *
 * @param round what is done in it
 * @param context opens and ends it
 */
record RequestRound(Round round, RequestContextController context) implements Round {
  @Override
  public Optional<Duration> run() throws Exception {
    boolean ours = context.activate();
    try {
      return round.run();
    } finally {
      if (ours) {
        context.deactivate();
      }
    }
  }
}
