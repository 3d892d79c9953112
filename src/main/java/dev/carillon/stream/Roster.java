package dev.carillon.stream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Who is connected, and whose turn it is. Any thread may wake; all else is the dispatcher's. */
final class Roster {
  private static final Logger LOGGER = System.getLogger(Roster.class.getName());
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final Queue<Subscriber> woken = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean allWoken = new AtomicBoolean();

  void add(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  /** Whether it was here. */
  boolean remove(Subscriber subscriber) {
    return subscribers.remove(subscriber);
  }

  void wake(Subscriber subscriber) {
    woken.add(subscriber);
  }

  void wakeAll() {
    allWoken.set(true);
  }

  /** One write for each whose turn it is; whoever has more to come is left woken for the next. */
  void round() {
    Pass pass = new Pass();
    if (allWoken.getAndSet(false)) {
      woken.clear();
      subscribers.forEach(subscriber -> drain(subscriber, pass));
      return;
    }
    for (int left = woken.size(); left > 0; left--) {
      Subscriber subscriber = woken.poll();
      if (subscriber != null) {
        drain(subscriber, pass);
      }
    }
  }

  /** Does something for everybody; whoever fails is closed, and holds up nobody. */
  void each(Consumer<Delivery> action) {
    subscribers.forEach(subscriber -> attempt(subscriber, action));
  }

  private void drain(Subscriber subscriber, Pass pass) {
    attempt(
        subscriber,
        delivery -> {
          if (delivery.drain(pass)) {
            subscriber.wake();
          }
        });
  }

  private static void attempt(Subscriber subscriber, Consumer<Delivery> action) {
    try {
      action.accept(subscriber.delivery());
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "A subscriber failed unexpectedly and is closed", e);
      subscriber.delivery().end(CloseReason.FAILED);
    }
  }
}
