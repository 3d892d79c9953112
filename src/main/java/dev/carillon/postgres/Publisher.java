package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.Channel;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Topic;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Stop 5, the one place that fires CDI events: synchronously and in order, in the listener's
 * thread, to each observer by itself. CDI's own {@code Event.fire} would end at the first one that
 * fails, and keep the event from all others.
 */
@Singleton
public class Publisher {
  private final Audience audience;

  @Inject
  Publisher(Audience audience) {
    this.audience = audience;
  }

  void fire(Change change) {
    Fired<Change> fired = new Fired<>(change, new Topic.Literal(change.topic()));
    for (Observer<Change> observer : audience.of(change)) {
      observer.notify(fired);
    }
    for (EntityAudience<?> entities : audience.ofEntities(change.table())) {
      entities.notify(change);
    }
  }

  void fire(Notification notification) {
    Fired<Notification> fired =
        new Fired<>(notification, new Channel.Literal(notification.channel()));
    for (Observer<Notification> observer : audience.of(notification)) {
      observer.notify(fired);
    }
  }

  /**
   * Unlike a change, an opening can be made again: where the platform's own observers fail, such as
   * the hub for want of memory, going on would be worse.
   *
   * @throws IllegalStateException if one of these did, after all have been told
   */
  void fire(LogOpened opened) {
    Fired<LogOpened> fired = new Fired<>(opened, null);
    Throwable failure = null;
    for (Observer<LogOpened> observer : audience.of(opened)) {
      Throwable failed = observer.notify(fired);
      failure = failed != null && observer.isOfPlatform() ? failed : failure;
    }
    if (failure != null) {
      throw new IllegalStateException("The log could not be opened: " + failure, failure);
    }
  }
}
