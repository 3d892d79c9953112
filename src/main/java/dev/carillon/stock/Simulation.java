package dev.carillon.stock;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The tutorial's slow fixtures: prices at an even pace, uniform from 100 to 200. One run at a time
 * on a node. Thread-safe.
 */
@Singleton
public class Simulation {
  private static final Logger LOGGER = System.getLogger(Simulation.class.getName());
  private static final long SHORTEST_STEP_NANOS = 10_000_000;

  /**
   * How far a run is.
   *
   * @param perSecond rows a second
   */
  public record Progress(boolean running, int done, int total, double perSecond) {}

  private final StockPrices prices;
  private final ManagedScheduledExecutorService executor;
  private Progress progress = new Progress(false, 0, 0, 1);
  private List<String> symbols = List.of();
  private long startedAt;
  private boolean failing;
  private @Nullable Future<?> steps;

  @Inject
  Simulation(StockPrices prices, ManagedScheduledExecutorService executor) {
    this.prices = prices;
    this.executor = executor;
  }

  public synchronized Progress progress() {
    return progress;
  }

  /** Begins a run; false if one is under way. */
  synchronized boolean start(int count, double perSecond, List<String> of) {
    if (progress.running()) {
      return false;
    }
    progress = new Progress(true, 0, count, perSecond);
    symbols = of;
    startedAt = System.nanoTime();
    long step = Math.max(SHORTEST_STEP_NANOS, (long) (1e9 / perSecond));
    steps = executor.scheduleAtFixedRate(this::step, 0, step, TimeUnit.NANOSECONDS);
    return true;
  }

  /** Ends the run, if there is one, where it is. */
  @PreDestroy
  synchronized void stop() {
    if (steps != null) {
      steps.cancel(false);
    }
    progress = new Progress(false, progress.done(), progress.total(), progress.perSecond());
  }

  /**
   * Stores what is due by now, each row in a transaction of its own; if the database is away, it is
   * due later.
   */
  private void step() {
    try {
      while (advance()) {
        String symbol = symbols.get(ThreadLocalRandom.current().nextInt(symbols.size()));
        prices.add(
            symbol, BigDecimal.valueOf(ThreadLocalRandom.current().nextLong(10_000, 20_001), 2));
        failing = false;
      }
    } catch (RuntimeException e) {
      takeBack();
      if (!failing) {
        LOGGER.log(
            Level.WARNING,
            "The simulation can''t store a price and goes on trying: {0}",
            e.getMessage());
      }
      failing = true;
    }
  }

  /** Counts one more row as done, if it is due. */
  private synchronized boolean advance() {
    double due = 1 + (System.nanoTime() - startedAt) / 1e9 * progress.perSecond();
    if (!progress.running() || progress.done() >= due) {
      return false;
    }
    if (progress.done() == progress.total()) {
      stop();
      return false;
    }
    progress = new Progress(true, progress.done() + 1, progress.total(), progress.perSecond());
    return true;
  }

  private synchronized void takeBack() {
    progress =
        new Progress(
            progress.running(), progress.done() - 1, progress.total(), progress.perSecond());
  }
}
