package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.DurableStep;
import dev.carillon.change.LogOpened;
import dev.carillon.change.ObserverStatus;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls the durable observers of this node: those that want a change, when it is told, and by the
 * clock those that have something before them. Every node does so; the database lets one of them
 * work. Nobody is called before the log is there.
 */
@Singleton
public class DurableRounds {
  /** Of a node that has died at it, another takes over within two of these. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** While nobody has anything before it, only people can change that, by SQL. */
  private static final int IDLE_TICKS = 5;

  private final List<Resident> residents;
  private final Observers observers;
  private final DurableThreads threads;
  private final ScheduledExecutorService clock;
  private volatile boolean idle;
  private int ticksLeft; // the clock's thread only
  private @Nullable Future<?> ticks;

  @Inject
  DurableRounds(
      DurableExtension declared,
      Instance<DurableStep> steps,
      Rounds rounds,
      Observers observers,
      DurableThreads threads,
      ScheduledExecutorService clock) {
    this(rounds.residents(declared.declarations(), steps), observers, threads, clock);
  }

  DurableRounds(
      List<Resident> residents,
      Observers observers,
      DurableThreads threads,
      ScheduledExecutorService clock) {
    this.residents = residents;
    this.observers = observers;
    this.threads = threads;
    this.clock = clock;
  }

  synchronized void opened(@Observes LogOpened log) {
    residents.forEach(resident -> resident.horizon().opened(log.position()));
    if (ticks == null) {
      threads.start(residents.size());
      Runner looking = new Runner("(all)", this::look, threads, clock);
      ticks =
          clock.scheduleWithFixedDelay(
              () -> tick(looking), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tick(Runner looking) {
    if (!idle || --ticksLeft <= 0) {
      ticksLeft = IDLE_TICKS;
      looking.call();
    }
  }

  /** In the listener's thread, which must not wait. */
  void changed(@Observes Change change) {
    idle = false;
    for (Resident resident : residents) {
      resident.changed(change);
    }
  }

  /** One question for all: an observer that has nothing before it costs nothing. */
  private Optional<Duration> look() throws SQLException {
    idle = true; // before the question: a change that comes meanwhile has the last word
    Map<String, ObserverStatus> known =
        observers.look().stream()
            .collect(Collectors.toMap(ObserverStatus::name, Function.identity()));
    for (Resident resident : residents) {
      ObserverStatus status = known.get(resident.runner().name());
      if (status == null || status.hasWork()) {
        idle = false;
        resident.runner().call();
      }
    }
    return Optional.empty();
  }

  @PreDestroy
  synchronized void stop() {
    if (ticks != null) {
      ticks.cancel(false);
    }
    threads.stop();
  }
}
