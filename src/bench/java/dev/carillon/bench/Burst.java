package dev.carillon.bench;

import java.util.ArrayList;
import java.util.List;

/** A large transaction at once. */
final class Burst implements Scenario {
  private static final int ROWS = 10_000;
  private static final int CLIENTS = 100;
  private static final int MILLION = 1_000_000;
  private static final int WARM = 100_000;
  private static final int FEW = 10;
  private static final int BYTES = 200;
  private static final double FLAT_MEGABYTES = 64;

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public void play(Stage stage) throws Exception {
    List<Double> seconds = new ArrayList<>();
    String flaws = "";
    for (int round = 0; round < stage.options().rounds(); round++) {
      long[] committed = new long[1];
      Seen seen =
          stage.watch(stage.streams(CLIENTS).expecting(ROWS), () -> commit(stage, ROWS, committed));
      seconds.add((seen.lastMicros() - committed[0]) / 1e6);
      flaws += seen.flaws();
    }
    double took =
        stage
            .results()
            .add(
                name(),
                "10,000 rows in a transaction to 100 clients, from its commit",
                "s",
                seconds)
            .median();
    stage
        .results()
        .atMost(name(), "10,000 rows to 100 clients in under 1 s" + flaws, took, 1, " s");
    million(stage);
  }

  private void million(Stage stage) throws Exception {
    Heap heap = new Heap(stage.carillon().server());
    // so that the ring and the pages that are kept are full before, too: these are bounded by
    // settings
    stage.watch(stage.streams(FEW).expecting(WARM), () -> commit(stage, WARM, new long[1]));
    double before = heap.usedAfterCollection();
    long[] committed = new long[1];
    Seen seen;
    double most;
    try (HeapWatch watch = new HeapWatch(heap)) {
      seen =
          stage.watch(
              stage.streams(FEW).expecting(MILLION), () -> commit(stage, MILLION, committed));
      most = watch.most();
    }
    double after = heap.usedAfterCollection();
    Results results = stage.results();
    results.add(
        name(),
        "a million rows to 10 clients, from their commit",
        "s",
        List.of((seen.lastMicros() - committed[0]) / 1e6));
    results.add(name(), "changes/s per client meanwhile", "/s", List.of(seen.perSecond() / FEW));
    results.add(name(), "heap before, collected", "MB", List.of(before));
    results.add(name(), "heap meanwhile, at most, garbage included", "MB", List.of(most));
    results.add(name(), "heap after, collected", "MB", List.of(after));
    results.atMost(
        name(),
        "a million rows: heap grows by less than 64 MB" + seen.flaws(),
        after - before,
        FLAT_MEGABYTES,
        " MB");
  }

  private static long commit(Stage stage, int rows, long[] committed) throws Exception {
    Writers.Written written =
        new Writers(stage.carillon().postgresPort(), 1)
            .run(
                Database.insert(Database.WATCHED, rows, BYTES),
                stage.take(rows),
                rows,
                Pace.count(1));
    committed[0] = written.micros();
    return rows;
  }
}
