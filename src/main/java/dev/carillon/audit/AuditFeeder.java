package dev.carillon.audit;

import dev.carillon.change.Change;
import dev.carillon.change.LogOpened;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the audit fed whenever the log moves on. Every node calls; the database lets one of them do
 * it, and what nobody did at the call is done at the next, or by the clock.
 */
@Singleton
public class AuditFeeder {
  private static final Logger LOGGER = System.getLogger(AuditFeeder.class.getName());

  /** Of a node that has died at it, another takes over after so long if nothing is committed. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  private static final Duration TRIM_EVERY = Duration.ofMinutes(1);

  private final AuditLog audit;
  private final ManagedExecutorService executor;
  private final ManagedScheduledExecutorService clock;
  private final List<String> topics;
  private final Duration retention;
  private final List<Future<?>> rounds = new ArrayList<>();

  /** Calls that have not been answered by a look at the log yet; whoever makes the first, runs. */
  private final AtomicInteger calls = new AtomicInteger();

  private volatile boolean failing;
  private volatile boolean stopped;

  @Inject
  AuditFeeder(
      AuditLog audit,
      ManagedExecutorService executor,
      ManagedScheduledExecutorService clock,
      @Named("carillon.audit.topics") List<String> topics,
      @Named("carillon.audit.retention") Duration retention) {
    this.audit = audit;
    this.executor = executor;
    this.clock = clock;
    this.topics = topics;
    this.retention = retention;
  }

  /** Only now is there surely a schema. */
  synchronized void opened(@Observes LogOpened log) {
    if (rounds.isEmpty()) {
      rounds.add(every(TRIM_EVERY, () -> begins(this::trim)));
      if (!topics.isEmpty()) {
        rounds.add(every(EVERY, this::call));
      }
    }
  }

  /** In the listener's thread, which must not wait. */
  void changed(@Observes Change change) {
    if (!topics.isEmpty()) {
      call();
    }
  }

  private Future<?> every(Duration pause, Runnable work) {
    return clock.scheduleWithFixedDelay(work, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void call() {
    if (calls.getAndIncrement() == 0 && !begins(this::feed)) {
      calls.set(0);
    }
  }

  /**
   * False while the server is too busy: the clock, whose rounds an exception would end, calls
   * again.
   */
  private boolean begins(Runnable work) {
    try {
      executor.execute(work);
      return true;
    } catch (RejectedExecutionException busy) {
      return false;
    }
  }

  private void feed() {
    int answered;
    do {
      answered = calls.get();
      guarded(
          "fed",
          () -> {
            while (!stopped && audit.feed(topics)) {
              // on to the next page
            }
          });
    } while (calls.addAndGet(-answered) != 0);
  }

  private void trim() {
    guarded(
        "trimmed",
        () -> {
          while (!stopped && audit.trim(retention)) {
            // on to the next few
          }
        });
  }

  /** Says once that it fails; nothing is lost by that but time, since the log has it all. */
  private void guarded(String what, Runnable work) {
    try {
      work.run();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && !stopped) {
        LOGGER.log(
            Level.WARNING, "The audit can''t be {0} and goes on trying: {1}", what, e.getMessage());
      }
      failing = true;
    }
  }

  @PreDestroy
  synchronized void stop() {
    stopped = true;
    rounds.forEach(round -> round.cancel(false));
  }
}
