package dev.carillon.audit;

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
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the audit forget what is older than it may be, from when there is a log. Every node does so;
 * each row goes by one of them.
 */
@Singleton
public class AuditRetention {
  private static final Logger LOGGER = System.getLogger(AuditRetention.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final AuditLog audit;
  private final ManagedExecutorService executor;
  private final ManagedScheduledExecutorService clock;
  private final Duration age;
  private @Nullable Future<?> rounds;
  private volatile boolean failing;
  private volatile boolean stopped;

  @Inject
  AuditRetention(
      AuditLog audit,
      ManagedExecutorService executor,
      ManagedScheduledExecutorService clock,
      @Named("carillon.audit.retention") Duration age) {
    this.audit = audit;
    this.executor = executor;
    this.clock = clock;
    this.age = age;
  }

  /** Only now is there surely a schema. */
  synchronized void opened(@Observes LogOpened log) {
    if (rounds == null) {
      rounds =
          clock.scheduleWithFixedDelay(this::begin, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Not in the clock's thread, which others share, and whose rounds an exception would end. */
  private void begin() {
    try {
      executor.execute(this::trim);
    } catch (RejectedExecutionException busy) {
      // the next one will do it
    }
  }

  /** Says once that it fails. */
  private void trim() {
    try {
      while (!stopped && audit.trim(age)) {
        // on to the next few
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && !stopped) {
        LOGGER.log(
            Level.WARNING, "The audit can''t be trimmed and goes on trying: {0}", e.getMessage());
      }
      failing = true;
    }
  }

  @PreDestroy
  synchronized void stop() {
    stopped = true;
    if (rounds != null) {
      rounds.cancel(false);
    }
  }
}
