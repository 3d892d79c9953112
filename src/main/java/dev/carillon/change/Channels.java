package dev.carillon.change;

import java.util.concurrent.CompletionStage;

/**
 * PostgreSQL's own channels, over the one listening connection. Thread-safe; {@link #unlisten}
 * never blocks, the others for a round trip to the database.
 */
public interface Channels {
  /** PostgreSQL takes payloads shorter than 8000 bytes. */
  int MOST_PAYLOAD_BYTES = 7999;

  /** What the sender of a larger one is told. */
  static Problem payloadTooLarge() {
    return Problem.tooLarge(
        "A notification's payload must be at most " + MOST_PAYLOAD_BYTES + " bytes of UTF-8");
  }

  /**
   * Listens to a channel from now on, over every reconnect, until {@link #unlisten}.
   *
   * @return done when PostgreSQL listens; at once if it does already
   */
  CompletionStage<Void> listen(String channel);

  /** Stops listening to a channel. */
  void unlisten(String channel);

  /**
   * Sends a notification.
   *
   * @param payload at most {@link #MOST_PAYLOAD_BYTES} of UTF-8
   * @throws DatabaseUnavailableException if the database can't be asked
   */
  void publish(String channel, String payload);
}
