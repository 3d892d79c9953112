package dev.carillon.launcher;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: first by asking, then by force. */
final class Ending {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration AFTER_FORCE = Duration.ofSeconds(5);

  private Ending() {}

  /** Asks the process to end, forces it after 15 s, and returns when it is gone; false if even that failed. */
  static boolean of(ProcessHandle process) {
    process.destroy();
    if (ends(process, PATIENCE)) {
      return true;
    }
    process.destroyForcibly();
    return ends(process, AFTER_FORCE);
  }

  static boolean ends(ProcessHandle process, Duration within) {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException stillThere) {
      return !process.isAlive();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
