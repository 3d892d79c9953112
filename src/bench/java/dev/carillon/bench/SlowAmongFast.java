package dev.carillon.bench;

import java.util.ArrayList;
import java.util.List;

/** Clients that never read, among others that do. */
final class SlowAmongFast implements Scenario {
  private static final int FAST = 100;
  private static final int STUCK = 20;
  private static final int PER_SECOND = 500;
  private static final int BYTES = 1000;

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public void play(Stage stage) throws Exception {
    Heap heap = new Heap(stage.carillon().server());
    long rows = Math.round(stage.options().seconds() * PER_SECOND);
    stage.watch(stage.streams(FAST), stage.insert(Database.WATCHED, rows, 1, PER_SECOND, BYTES));
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    double before = heap.usedAfterCollection();
    String flaws = "";
    for (int round = 0; round < stage.options().rounds(); round++) {
      Seen alone =
          stage.watch(
              stage.streams(FAST), stage.insert(Database.WATCHED, rows, 1, PER_SECOND, BYTES));
      Seen among =
          stage.watch(
              stage.streams(FAST).withStuck(STUCK),
              stage.insert(Database.WATCHED, rows, 1, PER_SECOND, BYTES));
      without.add(alone.p99());
      with.add(among.p99());
      flaws += alone.flaws() + among.flaws();
    }
    double after = heap.usedAfterCollection();
    Results results = stage.results();
    results.add(name(), "100 clients, 500 changes/s of 1 KB: p99", "ms", without);
    results.add(name(), "the same, and 20 that never read: p99", "ms", with);
    double ratio =
        results.add(name(), "with them by without", "x", Results.ratios(with, without)).median();
    results.add(name(), "heap grown meanwhile, collected", "MB", List.of(after - before));
    results.atMost(name(), "p99 at most 1.5 times of without them" + flaws, ratio, 1.5, "x");
    results.atMost(name(), "heap grows by less than 64 MB", after - before, 64, " MB");
  }
}
