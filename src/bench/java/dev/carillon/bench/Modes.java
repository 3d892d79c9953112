package dev.carillon.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The three ways in which a commit is heard of, each on a server and a database of its own. */
final class Modes implements Scenario {
  private static final List<String> ALL = List.of("adaptive", "notify", "poll");
  private static final int CLIENTS = 100;
  private static final int PER_SECOND = 100;
  private static final int BYTES = 200;
  private static final int WARM = 1000;
  private static final int MANY = 64;
  private static final int IDLE_SECONDS = 4;

  @Override
  public String name() {
    return "modes";
  }

  @Override
  public boolean wantsWarmth() {
    return false;
  }

  @Override
  public void play(Stage stage) throws Exception {
    for (String mode : ALL) {
      Map<String, String> environment = new HashMap<>(stage.flushes().environment());
      environment.put("CARILLON_WAKEUP", mode);
      try (Carillon carillon = Carillon.start(stage.options(), environment);
          Database database = Database.open(carillon.postgresPort())) {
        database.prepare();
        measure(stage.on(carillon, database), mode);
      }
    }
  }

  private void measure(Stage stage, String mode) throws Exception {
    long rows = Math.round(stage.options().seconds() * PER_SECOND);
    stage.watch(stage.streams(CLIENTS), stage.insert(Database.WATCHED, WARM, 1, 300, BYTES));
    tell(stage, mode, "transactions while idle", "/s", Idle.transactions(stage, IDLE_SECONDS));
    tell(stage, mode, "one change after silence: p50", "ms", Latency.alone(stage).p50());
    Seen seen =
        stage.watch(
            stage.streams(CLIENTS), stage.insert(Database.WATCHED, rows, 1, PER_SECOND, BYTES));
    tell(stage, mode, "100 clients, 100 changes/s: p50", "ms", seen.p50());
    tell(stage, mode, "100 clients, 100 changes/s: p99", "ms", seen.p99());
    stage.flushes().set(stage.database(), true);
    try {
      for (int writers : List.of(1, MANY)) {
        tell(stage, mode, writers + " writer(s), 2 ms flush", "inserts/s", write(stage, writers));
      }
    } finally {
      stage.flushes().set(stage.database(), false);
    }
  }

  private static double write(Stage stage, int writers) throws Exception {
    return new Writers(stage.carillon().postgresPort(), writers)
        .run(
            Database.insert(Database.WATCHED, 1, BYTES),
            stage.take(1_000_000),
            1,
            Pace.fast(stage.options().seconds() * 0.75))
        .perSecond();
  }

  private void tell(Stage stage, String mode, String what, String unit, double value) {
    stage.results().add(name(), mode + ": " + what, unit, List.of(value));
  }
}
