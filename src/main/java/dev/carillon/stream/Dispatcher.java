package dev.carillon.stream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one thread that delivers: runs what it is given, and a round whenever it is called, all that
 * was called for at once.
 */
final class Dispatcher {
  private static final Logger LOGGER = System.getLogger(Dispatcher.class.getName());
  private static final Duration TICK = Duration.ofSeconds(1);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Semaphore calls = new Semaphore(0);
  private final AtomicBoolean called = new AtomicBoolean();
  private final Runnable round;
  private final Runnable tick;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * @param round what to do after each call
   * @param tick what to do once a second
   */
  Dispatcher(ThreadFactory threads, Runnable round, Runnable tick) {
    this.round = round;
    this.tick = tick;
    this.thread = new NamedThreads(threads, "carillon-dispatcher").newThread(this::dispatch);
  }

  void start() {
    thread.start();
  }

  /** Has the task run by the dispatcher; any thread may. Tasks run in the order of this call. */
  void run(Runnable task) {
    tasks.add(task);
    call();
  }

  /** Has a round begin soon; any thread may. Many calls before it make one round. */
  void call() {
    if (called.compareAndSet(false, true)) {
      calls.release();
    }
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Ends the thread after what it is given by now, and waits for that. */
  void stop(Duration atMost) {
    stopping = true;
    call();
    try {
      thread.join(atMost.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void dispatch() {
    long tickDue = System.nanoTime() + TICK.toNanos();
    while (!stopping) {
      awaitCall(tickDue - System.nanoTime());
      runTasks();
      guarded(round);
      if (tickDue - System.nanoTime() <= 0) {
        tickDue = System.nanoTime() + TICK.toNanos();
        guarded(tick);
      }
    }
    runTasks();
  }

  private void awaitCall(long nanos) {
    try {
      if (calls.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
        called.set(false); // before looking at anything: a call that comes now makes another round
      }
    } catch (InterruptedException e) {
      stopping = true; // the container wants its thread back
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      guarded(task);
    }
  }

  /** Whatever fails, were it for lack of memory, the others are served. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOGGER.log(Level.ERROR, "The dispatcher met an unexpected failure", e);
    }
  }
}
