package dev.carillon.postgres;

import dev.carillon.change.LogOpened;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Retention once a minute from when there is a log, in the container's executor. */
@Singleton
public class RetentionRounds {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Retention retention;
  private final ManagedScheduledExecutorService executor;
  private @Nullable Future<?> rounds;

  @Inject
  RetentionRounds(Retention retention, ManagedScheduledExecutorService executor) {
    this.retention = retention;
    this.executor = executor;
  }

  synchronized void opened(@Observes LogOpened log) {
    if (rounds == null) {
      rounds =
          executor.scheduleWithFixedDelay(
              retention::trim, 1, INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @PreDestroy
  synchronized void stop() {
    if (rounds != null) {
      rounds.cancel(false);
    }
  }
}
