package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;

/** Looks at a heap once a second until it is closed. */
final class HeapWatch implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Heap heap;
  private final Thread thread = new Thread(this::look, "bench-heap");
  private volatile boolean over;
  private volatile double most;

  HeapWatch(Heap heap) {
    this.heap = heap;
    thread.setDaemon(true);
    thread.start();
  }

  /** The most that was seen so far, in megabytes. */
  double most() {
    return most;
  }

  private void look() {
    try {
      while (!over) {
        most = Math.max(most, heap.used());
        Commands.pause(INTERVAL);
      }
    } catch (IOException | InterruptedException gone) {
      over = true;
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
