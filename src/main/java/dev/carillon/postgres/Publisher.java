package dev.carillon.postgres;

import dev.carillon.change.Change;
import dev.carillon.change.Channel;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Notification;
import dev.carillon.change.Topic;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The one place that fires CDI events: synchronously and in order, in the listener's thread. */
@Singleton
public class Publisher {
  private static final Logger LOGGER = System.getLogger(Publisher.class.getName());
  private final Event<Change> changes;
  private final Event<Notification> notifications;
  private final Event<LogOpened> openings;

  @Inject
  Publisher(Event<Change> changes, Event<Notification> notifications, Event<LogOpened> openings) {
    this.changes = changes;
    this.notifications = notifications;
    this.openings = openings;
  }

  void fire(Change change) {
    guarded(
        "change " + change.position(),
        () -> changes.select(new Topic.Literal(change.topic())).fire(change));
  }

  void fire(Notification notification) {
    guarded(
        "notification on " + notification.channel(),
        () -> notifications.select(new Channel.Literal(notification.channel())).fire(notification));
  }

  void fire(LogOpened opened) {
    openings.fire(opened);
  }

  /**
   * An observer that fails must not stop the stream: the hub observes first, and the next change is
   * fired all the same.
   */
  private static void guarded(String what, Runnable firing) {
    try {
      firing.run();
    } catch (RuntimeException | Error e) { // a class that is missing, an endless recursion
      LOGGER.log(Level.ERROR, () -> "An observer failed on " + what, e);
    }
  }
}
