package dev.carillon.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** What has been started, to be stopped in reverse order, once, by the shutdown hook alone. Thread-safe. */
final class Running {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Thread stopper = new Thread(this::stop, "carillon-stop");
  private volatile boolean stopping;
  private boolean opened;

  /** The shutdown hook. */
  Thread stopper() {
    return stopper;
  }

  /** Starts a part. A Ctrl-C in between waits: a process that was begun but is not yet known would stay behind. */
  synchronized <T extends AutoCloseable> T open(Callable<T> start) {
    if (stopping) {
      throw new CannotStartException("Carillon is being stopped.");
    }
    try {
      T part = start.call();
      opened = true;
      add(part);
      return part;
    } catch (CannotStartException e) {
      throw e;
    } catch (Exception e) {
      throw new CannotStartException("Carillon could not be started: " + e + ".");
    }
  }

  synchronized void add(AutoCloseable part) {
    parts.push(part);
  }

  /** Once stopping has begun, what ends is meant to: the caller then stays here until the JVM is gone. */
  void stayIfStopping() throws InterruptedException {
    if (stopping) {
      new CountDownLatch(1).await();
    }
  }

  private void stop() {
    stopping = true;
    synchronized (this) {
      if (opened) {
        Launcher.say("Stopping ...");
      }
      while (!parts.isEmpty()) {
        close(parts.pop());
      }
      if (opened) {
        Launcher.say("Carillon has stopped.");
      }
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      Launcher.say("Could not stop everything: " + e);
    }
  }
}
