package dev.carillon.digest;

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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then, from when there is a log, whether anybody is owed a digest. On every node:
 * the database gives each digest to one of them. No EJB timer: a persistent one would need a store
 * that all nodes share, and a plain one does no more than this.
 */
@Singleton
public class DigestRounds {
  private static final Logger LOGGER = System.getLogger(DigestRounds.class.getName());
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final DigestRound round;
  private final MailSession session;
  private final ManagedScheduledExecutorService clock;
  private final ManagedExecutorService executor;
  private final Duration pause;
  private final AtomicBoolean running = new AtomicBoolean();
  private @Nullable Future<?> rounds;

  @Inject
  DigestRounds(
      DigestRound round,
      MailSession session,
      ManagedScheduledExecutorService clock,
      ManagedExecutorService executor,
      @Named("carillon.digest.after") Duration after) {
    this.round = round;
    this.session = session;
    this.clock = clock;
    this.executor = executor;
    this.pause = pause(after);
  }

  /** A tenth of the limit, so that nothing is much later than it says. */
  static Duration pause(Duration after) {
    Duration tenth = after.dividedBy(10);
    if (tenth.compareTo(LONGEST_PAUSE) > 0) {
      return LONGEST_PAUSE;
    }
    return tenth.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : tenth;
  }

  synchronized void opened(@Observes LogOpened log) {
    if (rounds != null) {
      return;
    }
    if (session.isSet()) {
      long millis = pause.toMillis();
      rounds = clock.scheduleWithFixedDelay(this::begin, millis, millis, TimeUnit.MILLISECONDS);
    } else if (log.reason() == null) {
      LOGGER.log(
          Level.INFO, "Nobody is mailed what is unseen: carillon.mail.host names no SMTP server.");
    }
  }

  /** Not in the clock's thread, which others share: a round asks the database. */
  private void begin() {
    if (running.compareAndSet(false, true)) {
      try {
        executor.execute(this::run);
      } catch (RejectedExecutionException busy) {
        running.set(false); // the next one will do it
      }
    }
  }

  private void run() {
    try {
      round.run();
    } finally {
      running.set(false);
    }
  }

  @PreDestroy
  synchronized void stop() {
    round.stop();
    if (rounds != null) {
      rounds.cancel(false);
    }
  }
}
