package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.config.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Stop 6: takes the changes in, and wakes whoever waits for them. Thread-safe. */
@Singleton
public class Hub {
  /** Entries looked through at one go, so that a narrow interest does not hold up the others. */
  private static final int ENTRIES_AT_ONCE = 1024;

  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

  private final Settings settings;
  private final Replayer replayer;
  private final Census census;
  private final Tail tail;
  private final Dispatcher dispatcher;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final Queue<Subscriber> woken = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean changed = new AtomicBoolean();

  @Inject
  Hub(Settings settings, Replayer replayer, Census census, ManagedThreadFactory threads) {
    this.settings = settings;
    this.replayer = replayer;
    this.census = census;
    this.tail = new Tail(settings.tailSize(), settings.tailBytes());
    this.dispatcher = new Dispatcher(threads, this::round, this::tick);
  }

  @PostConstruct
  void start() {
    dispatcher.start();
  }

  @PreDestroy
  void stop() {
    run(() -> List.copyOf(subscribers).forEach(subscriber -> subscriber.end(CloseReason.SHUTDOWN)));
    dispatcher.stop(STOP_WITHIN);
  }

  void opened(@Observes LogOpened log) {
    tail.open(log.position());
    ResetReason reason = log.reason();
    if (reason != null) {
      run(
          () ->
              List.copyOf(subscribers)
                  .forEach(subscriber -> subscriber.reset(reason, log.position())));
    }
  }

  /** First of all observers: another one that fails can't keep a change from the subscribers. */
  void changed(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Change change) {
    tail.append(change);
    changed.set(true);
    dispatcher.call();
  }

  /** Takes a client in; it gets nothing before it subscribes. */
  public Subscriber join(Transport transport, Shape shape, Outlet outlet) {
    Subscriber subscriber = new Subscriber(this, transport, shape, outlet);
    run(
        () -> {
          subscribers.add(subscriber);
          census.joined(transport);
        });
    return subscriber;
  }

  /** Where the log stands for this node; null before the first connection to PostgreSQL. */
  public @Nullable Position newest() {
    return tail.newest();
  }

  /** Whether the ring can serve a cursor at this number without asking the database. */
  boolean holdsAllAfter(long n) {
    return tail.holdsAllAfter(n);
  }

  /** The ring's fill in changes. */
  public long tailSize() {
    return tail.size();
  }

  /** The ring's fill in bytes, roughly. */
  public long tailBytes() {
    return tail.bytes();
  }

  /** Whether the dispatcher lives. */
  public boolean isAlive() {
    return dispatcher.isAlive();
  }

  void run(Runnable task) {
    dispatcher.run(task);
  }

  void wake(Subscriber subscriber) {
    woken.add(subscriber);
    dispatcher.call();
  }

  void left(Subscriber subscriber, CloseReason reason) {
    if (subscribers.remove(subscriber)) {
      census.left(subscriber.transport(), reason);
    }
  }

  @Nullable List<Entry> tailAfter(Position cursor) {
    return tail.after(cursor.n(), ENTRIES_AT_ONCE);
  }

  /** Reads a page of the log elsewhere and brings it back to the dispatcher's thread. */
  void replay(Position after, BiConsumer<@Nullable List<Entry>, @Nullable RuntimeException> taker) {
    var unused =
        replayer
            .pageAfter(after)
            .whenComplete(
                (entries, failure) ->
                    run(() -> taker.accept(entries, failure == null ? null : cause(failure))));
  }

  private void round() {
    Pass pass = new Pass();
    if (changed.getAndSet(false)) {
      woken.clear(); // everybody's turn
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

  /** One write a round for each: whoever has more to come waits for the next. */
  private void drain(Subscriber subscriber, Pass pass) {
    try {
      if (subscriber.drain(pass)) {
        wake(subscriber);
      }
    } catch (RuntimeException e) {
      subscriber.end(CloseReason.FAILED);
      throw e;
    }
  }

  private void tick() {
    long now = System.nanoTime();
    for (Subscriber subscriber : subscribers) {
      subscriber.tick(
          now, settings.heartbeat().toNanos(), settings.writeTimeout().toNanos(), tail.newest());
    }
  }

  private static RuntimeException cause(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
