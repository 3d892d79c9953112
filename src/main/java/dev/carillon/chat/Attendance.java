package dev.carillon.chat;

import dev.carillon.change.ListenerStatus;
import dev.carillon.change.SocketClosed;
import dev.carillon.change.SocketOpened;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who is here over this node's sockets, and the beat by which it vouches for them. Sockets come and
 * go in any thread; one thread at a time makes the rows equal to them.
 */
@Singleton
public class Attendance {
  private static final Logger LOGGER = System.getLogger(Attendance.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Leaves a second for the round that finds it out and one for the way to everybody. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  private final Register register;
  private final ListenerStatus listener;
  private final ManagedExecutorService executor;
  private final ManagedScheduledExecutorService clock;
  private final Map<String, Visitor> here = new ConcurrentHashMap<>();
  private final AtomicBoolean called = new AtomicBoolean();
  private Map<String, Visitor> stored = Map.of();
  private @Nullable Future<?> beats;
  private boolean failing;

  @Inject
  Attendance(
      Register register,
      ListenerStatus listener,
      ManagedExecutorService executor,
      ManagedScheduledExecutorService clock) {
    this.register = register;
    this.listener = listener;
    this.executor = executor;
    this.clock = clock;
  }

  void opened(@Observes SocketOpened socket) {
    Visitor.of(socket.socket(), socket.parameters())
        .ifPresent(
            visitor -> {
              socket.mustAnswerWithin(ANSWER_WITHIN);
              here.put(visitor.socket(), visitor);
              call();
            });
  }

  void closed(@Observes SocketClosed socket) {
    if (here.remove(socket.socket()) != null) {
      call();
    }
  }

  /**
   * Has it beat soon; once, however many call. Not in the clock's thread, which others share: it
   * waits for the database.
   */
  private void call() {
    if (called.compareAndSet(false, true)) {
      try {
        executor.execute(this::beat);
      } catch (RejectedExecutionException busy) {
        called.set(false);
        var unused = clock.schedule(this::call, EVERY.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private synchronized void beat() {
    called.set(false);
    Map<String, Visitor> now = Map.copyOf(here);
    if (beats == null && !now.isEmpty()) {
      long pause = EVERY.toMillis();
      beats = clock.scheduleAtFixedRate(this::call, pause, pause, TimeUnit.MILLISECONDS);
    }
    if (listener.state() == ListenerStatus.State.DISCONNECTED) {
      return; // the next beat will find the database, or the one after it
    }
    try {
      store(now);
      stored = now;
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOGGER.log(
            Level.WARNING, "Can''t store who is here and goes on trying: {0}", e.getMessage());
      }
      failing = true;
    }
  }

  private void store(Map<String, Visitor> now) {
    if (now.isEmpty()) {
      register.end(listener.node());
      rest();
    } else if (!register.beat(listener.node(), missing(now, stored), missing(stored, now))) {
      register.begin(listener.node(), now.values());
    }
  }

  /** Those of the first who are not among the second. */
  private static List<Visitor> missing(Map<String, Visitor> some, Map<String, Visitor> others) {
    return some.values().stream().filter(visitor -> !others.containsKey(visitor.socket())).toList();
  }

  @PreDestroy
  synchronized void rest() {
    if (beats != null) {
      beats.cancel(false);
      beats = null;
    }
  }
}
