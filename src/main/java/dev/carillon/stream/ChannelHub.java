package dev.carillon.stream;

import dev.carillon.change.Channels;
import dev.carillon.change.Notification;
import dev.carillon.change.Permissions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes raw notifications on: PostgreSQL is listened to while somebody listens here. Thread-safe.
 */
@Singleton
public class ChannelHub {
  private final Channels channels;
  private final Permissions permissions;
  private final Map<String, Set<Subscriber>> listeners = new ConcurrentHashMap<>();

  @Inject
  ChannelHub(Channels channels, Permissions permissions) {
    this.channels = channels;
    this.permissions = permissions;
  }

  /**
   * Delivers a channel's notifications to a subscriber.
   *
   * @return done when PostgreSQL listens
   * @throws dev.carillon.change.ProblemException 403 or 400 if it may not
   */
  public CompletionStage<Void> listen(String channel, Subscriber subscriber) {
    permissions.checkListen(channel);
    listeners.compute(
        channel,
        (name, present) -> {
          Set<Subscriber> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(subscriber);
          return all;
        });
    CompletionStage<Void> listening = channels.listen(channel);
    subscriber.onClose(() -> unlisten(channel, subscriber)); // last: it may be closed already
    return listening;
  }

  /** Ends that; the last to go makes PostgreSQL stop listening. */
  public void unlisten(String channel, Subscriber subscriber) {
    listeners.computeIfPresent(
        channel,
        (name, present) -> {
          present.remove(subscriber);
          if (!present.isEmpty()) {
            return present;
          }
          channels.unlisten(channel);
          return null;
        });
  }

  void notified(@Observes Notification notification) {
    listeners
        .getOrDefault(notification.channel(), Set.of())
        .forEach(subscriber -> subscriber.send(notification));
  }
}
