package dev.carillon.stream;

import dev.carillon.change.Position;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an idle client is due a sign of life. The dispatcher's thread only.
 *
 * <p>Knocks precede it, a second apart, where the shape has one: a client that has vanished fails
 * the second write after it went, and a connector tells us so at the third. By heartbeats alone
 * that takes three of them.
 */
final class Heartbeat {
  private static final int KNOCKS = 2;

  private static final long APART = Duration.ofSeconds(1).toNanos();

  private long sentAt = System.nanoTime();
  private int knocks;

  /** Something is being sent: there is life enough. */
  void sent() {
    sentAt = System.nanoTime();
    knocks = 0;
  }

  /**
   * What is to be sent now, if anything is.
   *
   * @param safe up to where the client has everything; null if that is not known yet
   */
  Optional<String> due(long now, long intervalNanos, Shape shape, @Nullable Position safe) {
    long silence = now - sentAt;
    if (safe == null) {
      return Optional.empty();
    }
    if (silence > intervalNanos) {
      sent();
      return Optional.of(shape.heartbeat(safe));
    }
    if (knocks < KNOCKS && silence > intervalNanos - (KNOCKS - knocks) * APART) {
      knocks++;
      return Optional.of(shape.knock()).filter(knock -> !knock.isEmpty());
    }
    return Optional.empty();
  }
}
