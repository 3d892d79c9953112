package dev.carillon.websocket;

import dev.carillon.stream.NamedThreads;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that hand frames to a container that takes them one by one. Not the dispatcher's: it
 * takes 40 µs and more for each, and event streams should not wait for that. Thread-safe.
 */
@Singleton
public class SocketSenders implements Executor {
  private static final int THREADS = 2;
  private final ExecutorService senders;

  @Inject
  SocketSenders(ManagedThreadFactory threads) {
    this.senders =
        Executors.newFixedThreadPool(THREADS, new NamedThreads(threads, "carillon-socket-sender"));
  }

  @Override
  public void execute(Runnable send) {
    senders.execute(send);
  }

  @PreDestroy
  void stop() {
    senders.shutdown();
  }
}
