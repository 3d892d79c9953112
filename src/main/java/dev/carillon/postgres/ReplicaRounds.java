package dev.carillon.postgres;

import dev.carillon.change.LogOpened;
import dev.carillon.config.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the replica once a second, if there is one, in the container's executor: so a reader
 * need not find out. One round at a time.
 */
@Singleton
public class ReplicaRounds {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Settings settings;
  private final ReplicaSearch search;
  private final ManagedScheduledExecutorService executor;
  private @Nullable Future<?> rounds;

  @Inject
  ReplicaRounds(Settings settings, ReplicaSearch search, ManagedScheduledExecutorService executor) {
    this.settings = settings;
    this.search = search;
    this.executor = executor;
  }

  synchronized void opened(@Observes LogOpened log) {
    if (rounds == null && settings.replicaUrl().isPresent()) {
      rounds =
          executor.scheduleWithFixedDelay(
              search::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @PreDestroy
  synchronized void stop() {
    if (rounds != null) {
      rounds.cancel(false);
    }
  }
}
