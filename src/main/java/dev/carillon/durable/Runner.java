package dev.carillon.durable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the rounds of one observer run, one after the other. After each it queues up again, so that
 * one which is hours behind leaves the threads to others in between. Thread-safe.
 */
final class Runner {
  /**
   * From a call to its round. Live clients are told meanwhile, who would have to share the
   * processor and the disk; and what follows within that time makes no round of its own.
   */
  private static final Duration GATHER = Duration.ofMillis(30);

  private static final Logger LOGGER = System.getLogger(Runner.class.getName());

  private final String name;
  private final Round round;
  private final Executor threads;
  private final ScheduledExecutorService clock;

  /** Calls that no round has answered yet; whoever makes the first, begins one. */
  private final AtomicInteger calls = new AtomicInteger();

  private boolean failing; // one round at a time

  Runner(String name, Round round, Executor threads, ScheduledExecutorService clock) {
    this.name = name;
    this.round = round;
    this.threads = threads;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  /** There may be something to do. Never waits, and never throws: the clock calls as well. */
  void call() {
    if (calls.getAndIncrement() == 0) {
      after(GATHER, this::queue);
    }
  }

  private void queue() {
    try {
      threads.execute(this::run);
    } catch (RejectedExecutionException stopping) {
      calls.set(0);
    }
  }

  private void run() {
    int answered = calls.get();
    Optional<Duration> next = guarded();
    boolean atOnce = next.isPresent() && next.get().isZero();
    if (atOnce) {
      queue();
    } else if (calls.addAndGet(-answered) != 0) {
      after(GATHER, this::queue);
    }
    if (!atOnce && next.isPresent()) {
      after(next.get(), this::call);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // neither fails, and too many calls do no harm
  private void after(Duration pause, Runnable then) {
    try {
      clock.schedule(then, pause.toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      // then nothing is to be done any more
    }
  }

  /** Says once that the database can't be asked; the clock calls again. */
  private Optional<Duration> guarded() {
    try {
      Optional<Duration> next = round.run();
      failing = false;
      return next;
    } catch (Exception | Error e) {
      if (!failing) {
        LOGGER.log(
            Level.WARNING,
            "The durable observer {0} can''t look at its place and goes on trying: {1}",
            name,
            e.getMessage());
      }
      failing = true;
      return Optional.empty();
    }
  }
}
