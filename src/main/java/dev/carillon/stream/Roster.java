package dev.carillon.stream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Who is connected, and whose turn it is. Any thread may wake; all else is the dispatcher's. */
final class Roster {
  private static final Logger LOGGER = System.getLogger(Roster.class.getName());

  /** Least time that those who are behind get between two turns of those who are not. */
  private static final Duration SLICE = Duration.ofMillis(1);

  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final Set<Subscriber> current = ConcurrentHashMap.newKeySet();
  private final Queue<Subscriber> live = new ConcurrentLinkedQueue<>();
  private final Queue<Subscriber> behind = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean changed = new AtomicBoolean();
  private long liveDue = System.nanoTime();

  void add(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  /** Whether it was here. */
  boolean remove(Subscriber subscriber) {
    current.remove(subscriber);
    return subscribers.remove(subscriber);
  }

  /** Any thread may ask. */
  Optional<Subscriber> find(String id) {
    return subscribers.stream().filter(subscriber -> subscriber.id().equals(id)).findFirst();
  }

  void wake(Subscriber subscriber) {
    if (subscriber.queue()) {
      (subscriber.isBehind() ? behind : live).add(subscriber);
    }
  }

  /** There is a new change: the turn of all who had everything. */
  void wakeCurrent() {
    changed.set(true);
  }

  /**
   * One write for each whose turn it is; whoever has more to come is left woken for the next. A
   * crowd that catches up, by large writes, takes long: it shares the time equally with those who
   * are live.
   */
  void round() {
    drainLive();
    Pass pass = new Pass();
    for (int left = behind.size(); left > 0; left--) {
      drainNext(behind, pass);
      if ((changed.get() || !live.isEmpty()) && System.nanoTime() - liveDue >= 0) {
        drainLive();
      }
    }
  }

  /** Does something for everybody; whoever fails is closed, and holds up nobody. */
  void each(Consumer<Delivery> action) {
    subscribers.forEach(subscriber -> attempt(subscriber, action));
  }

  private void drainLive() {
    long began = System.nanoTime();
    Pass pass = new Pass();
    if (changed.getAndSet(false)) {
      current.forEach(subscriber -> drain(subscriber, pass));
    }
    for (int left = live.size(); left > 0; left--) {
      drainNext(live, pass);
    }
    long ended = System.nanoTime();
    liveDue = ended + Math.max(SLICE.toNanos(), ended - began);
  }

  private void drainNext(Queue<Subscriber> queue, Pass pass) {
    Subscriber next = queue.poll();
    if (next != null) {
      next.dequeued();
      drain(next, pass);
    }
  }

  private void drain(Subscriber subscriber, Pass pass) {
    attempt(
        subscriber,
        delivery -> {
          Turn turn = delivery.drain(pass);
          if (turn == Turn.CURRENT) {
            current.add(subscriber);
          } else {
            current.remove(subscriber);
          }
          if (turn == Turn.MORE) {
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
