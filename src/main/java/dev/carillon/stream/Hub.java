package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.config.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stop 6: takes the changes in, and wakes whoever waits for them. Thread-safe. */
@Singleton
public class Hub {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

  private final Settings settings;
  private final Replayer replayer;
  private final Workers workers;
  private final Census census;
  private final Tail tail;
  private final Roster roster = new Roster();
  private final Dispatcher dispatcher;
  private final Sources sources;

  @Inject
  Hub(
      Settings settings,
      Replayer replayer,
      SnapshotReader snapshots,
      Census census,
      Workers workers) {
    this.settings = settings;
    this.replayer = replayer;
    this.workers = workers;
    this.census = census;
    this.tail = new Tail(settings.tailSize(), settings.tailBytes());
    this.dispatcher = new Dispatcher(workers.threads(), roster::round, this::tick);
    this.sources = new Sources(tail, replayer, snapshots, dispatcher);
  }

  @PostConstruct
  void start() {
    dispatcher.start();
  }

  @PreDestroy
  void stop() {
    run(() -> roster.each(delivery -> delivery.end(CloseReason.SHUTDOWN)));
    dispatcher.stop(STOP_WITHIN);
    workers.stop(STOP_WITHIN); // or the goodbyes would come when the application is gone
  }

  void opened(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) LogOpened log) {
    if (log.reason() == ResetReason.EXPIRED && tail.skipTo(log.position())) {
      roster.wakeCurrent(); // whoever stands in the gap finds out, and nobody else need know
      dispatcher.call();
      return;
    }
    tail.open(log.position());
    replayer.forget(); // after: whoever reads from now on finds a place in this log
    ResetReason reason = log.reason();
    if (reason != null) {
      run(() -> roster.each(delivery -> delivery.reset(reason)));
    }
  }

  /** First of all observers: another one that fails can't keep a change from the subscribers. */
  void changed(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Change change) {
    if (tail.append(change)) {
      replayer.forget();
    }
    roster.wakeCurrent();
    dispatcher.call();
  }

  /** Takes a client in; it gets nothing before it subscribes. */
  public Subscriber join(Transport transport, Shape shape, Outlet outlet) {
    Subscriber subscriber = new Subscriber(this, transport, shape, outlet);
    run(
        () -> {
          roster.add(subscriber);
          census.joined(transport);
        });
    return subscriber;
  }

  /** Where the log stands for this node; null before the first connection to PostgreSQL. */
  public @Nullable Position newest() {
    return tail.newest();
  }

  Tail tail() {
    return tail;
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

  /** Has something done by the dispatcher, in the order of the calls. */
  void run(Runnable task) {
    dispatcher.run(task);
  }

  /** The dispatcher alone asks. */
  Optional<Subscriber> find(String id) {
    return roster.find(id);
  }

  void wake(Subscriber subscriber) {
    roster.wake(subscriber);
    dispatcher.call();
  }

  void left(Subscriber subscriber, CloseReason reason) {
    if (roster.remove(subscriber)) {
      census.left(subscriber, reason);
    }
  }

  Sources sources() {
    return sources;
  }

  private void tick() {
    long now = System.nanoTime();
    long heartbeat = settings.heartbeat().toNanos();
    long writeTimeout = settings.writeTimeout().toNanos();
    roster.each(delivery -> delivery.tick(now, heartbeat, writeTimeout));
  }
}
