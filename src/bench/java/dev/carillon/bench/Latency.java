package dev.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * From commit to the client's read: at a pace against Node, and alone after silence against a bare
 * listener.
 */
final class Latency implements Scenario {
  private static final int CLIENTS = 100;
  private static final int PER_SECOND = 100;
  private static final int BYTES = 200;
  private static final int WARM = 2500;
  private static final int LONE = 7;

  /** No multiple of a second, or where one polls each would wait equally long. */
  private static final Duration SILENCE = Duration.ofMillis(1270);

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public void play(Stage stage) throws Exception {
    long rows = Math.round(stage.options().seconds() * PER_SECOND);
    stage.watch(stage.streams(CLIENTS), stage.insert(Database.WATCHED, WARM, 1, 500, BYTES));
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    List<Double> node50 = new ArrayList<>();
    List<Double> node99 = new ArrayList<>();
    for (int round = 0; round < stage.options().rounds(); round++) {
      Seen seen =
          stage.watch(
              stage.streams(CLIENTS), stage.insert(Database.WATCHED, rows, 1, PER_SECOND, BYTES));
      p50.add(seen.p50());
      p99.add(seen.p99());
      if (stage.node().isPresent()) {
        Crowd peers = Crowd.of(stage.node().get().url(), CLIENTS, stage.seqs().get());
        Seen peer = stage.watch(peers, stage.insert(Database.TUTORIAL, rows, 1, PER_SECOND, BYTES));
        node50.add(peer.p50());
        node99.add(peer.p99());
      }
    }
    Results results = stage.results();
    results.add(name(), "100 clients, 100 changes/s: p50", "ms", p50);
    results.add(name(), "100 clients, 100 changes/s: p99", "ms", p99);
    if (!node50.isEmpty()) {
      results.add(name(), "the same by Node: p50", "ms", node50);
      results.add(name(), "the same by Node: p99", "ms", node99);
      double by50 = results.add(name(), "p50 by Node's", "x", Results.ratios(p50, node50)).median();
      double by99 = results.add(name(), "p99 by Node's", "x", Results.ratios(p99, node99)).median();
      results.atMost(name(), "p50 at most 1.2 times Node's", by50, 1.2, "x");
      results.atMost(name(), "p99 at most 1.2 times Node's", by99, 1.2, "x");
    }
    stage.profile(
        name(),
        "100 clients, 100 changes/s",
        stage.streams(CLIENTS),
        stage.insert(Database.WATCHED, 3 * rows, 1, PER_SECOND, BYTES));
    lone(stage);
  }

  /** One change at a time, so long after the one before that everything sleeps. */
  private void lone(Stage stage) throws Exception {
    List<Double> floor = new ArrayList<>();
    List<Double> median = new ArrayList<>();
    for (int round = 0; round < stage.options().rounds(); round++) {
      median.add(alone(stage).p50());
      floor.add(bare(stage));
    }
    stage.results().add(name(), "one change after silence: p50", "ms", median);
    stage.results().add(name(), "the same, NOTIFY to a bare listener: p50", "ms", floor);
    List<Double> above = new ArrayList<>();
    for (int i = 0; i < median.size(); i++) {
      above.add(median.get(i) - floor.get(i));
    }
    double over = stage.results().add(name(), "above the floor", "ms", above).median();
    stage
        .results()
        .atMost(name(), "a lone change at most 2 ms above NOTIFY's floor", over, 2, " ms");
  }

  /** What one client sees of changes that come one at a time, by a session that stays. */
  static Seen alone(Stage stage) throws IOException, InterruptedException {
    return stage.watch(stage.streams(1), spread(stage, Database.WATCHED));
  }

  private static Insertion spread(Stage stage, String table) {
    return stage.insert(table, LONE, 1, 1e3 / SILENCE.toMillis(), BYTES);
  }

  private static double bare(Stage stage) throws Exception {
    Histogram latency = new Histogram();
    try (Database listener = Database.open(stage.carillon().postgresPort())) {
      listener.run("LISTEN " + Database.TUTORIAL);
      Callable<Long> writing = spread(stage, Database.TUTORIAL);
      FutureTask<Long> written = new FutureTask<>(writing);
      new Thread(written, "lone-writer").start();
      for (int i = 0; i < LONE; i++) {
        latency.add(hear(listener));
      }
      written.get();
    }
    return latency.milliseconds(0.5);
  }

  /** Microseconds from the statement to the notification. */
  private static long hear(Database listener) {
    try {
      String payload = listener.notifications(10_000)[0].getParameter();
      long now =
          java.time.temporal.ChronoUnit.MICROS.between(
              java.time.Instant.EPOCH, java.time.Instant.now());
      String after = payload.substring(payload.indexOf("\"sent_us\":") + "\"sent_us\":".length());
      return now - Long.parseLong(after.substring(0, after.indexOf(',')));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
