package dev.carillon.durable;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of durable observers. Few, so that they leave most of the pool's connections to
 * requests; as many from the start on as there are observers, and one to look after them.
 */
@Singleton
class DurableThreads implements Executor {
  private static final int MOST = 8;

  /** What is under way may end; what takes longer is rolled back with its connection. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

  private final ThreadPoolExecutor threads;
  private volatile boolean stopped;

  @Inject
  DurableThreads(ManagedThreadFactory factory) {
    this((ThreadFactory) factory);
  }

  DurableThreads(ThreadFactory factory) {
    threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = factory.newThread(work);
              thread.setName("carillon-durable");
              return thread;
            });
  }

  /** Makes them, for so many observers. */
  void start(int observers) {
    int count = Math.min(MOST, observers + 1);
    threads.setCorePoolSize(count);
    threads.setMaximumPoolSize(count);
    threads.prestartAllCoreThreads();
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  boolean isStopped() {
    return stopped;
  }

  @PreDestroy
  void stop() {
    stopped = true;
    threads.getQueue().clear();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
