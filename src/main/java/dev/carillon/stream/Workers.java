package dev.carillon.stream;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what may block on one client: the answer to a page, the farewell of a socket. Not the
 * container's executors: Payara's scheduled one has a single thread, its other one takes no more
 * than 200 tasks, and an undeployment waits for neither. Thread-safe.
 */
@Singleton
public class Workers {
  /** So many clients that do not read can hold one each, until the container gives up on them. */
  private static final int MOST = 64;

  private static final Duration IDLE = Duration.ofSeconds(5);

  private final ThreadFactory threads;
  private final ThreadPoolExecutor workers;
  private final ScheduledExecutorService clock;

  @Inject
  Workers(ManagedThreadFactory threads, ScheduledExecutorService clock) {
    this.threads = threads;
    this.clock = clock;
    this.workers =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamedThreads(threads, "carillon-worker"));
    workers.allowCoreThreadTimeOut(true);
  }

  /** Where all of them come from. */
  ThreadFactory threads() {
    return threads;
  }

  /** Has something done soon. */
  public void execute(Runnable work) {
    workers.execute(() -> ServerContext.run(work));
  }

  /** Has something done after a while, unless it is cancelled before. */
  public Future<?> schedule(Runnable work, Duration delay) {
    return clock.schedule(() -> execute(work), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes no more, and waits for what is under way. */
  void stop(Duration atMost) {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
