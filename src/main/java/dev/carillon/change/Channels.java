package dev.carillon.change;

import java.util.concurrent.CompletionStage;

/** PostgreSQL's own channels, over the one listening connection. Thread-safe; {@link #unlisten} never blocks, the
 * others for a round trip to the database. */
public interface Channels {
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
   * @param payload at most 7999 bytes of UTF-8
   * @throws DatabaseUnavailableException if the database can't be asked
   */
  void publish(String channel, String payload);
}
