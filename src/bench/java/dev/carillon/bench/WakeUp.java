package dev.carillon.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What writers pay on storage with a slow flush: many at once, and one alone. */
final class WakeUp implements Scenario {
  private static final int MANY = 64;
  private static final int BYTES = 120;
  private static final double WARM_SECONDS = 5;

  @Override
  public String name() {
    return "writers";
  }

  @Override
  public void play(Stage stage) throws Exception {
    stage.results().note("Storage with a 2 ms flush: " + stage.flushes().title() + ".");
    stage.flushes().set(stage.database(), true);
    try {
      Map<String, List<Double>> many = measure(stage, MANY);
      List<Double> watched = many.getOrDefault(Database.WATCHED, List.of());
      double byTutorial =
          tell(
              stage,
              "64 writers: watch by the tutorial's trigger",
              watched,
              many,
              Database.TUTORIAL);
      double byNone = tell(stage, "64 writers: watch by no trigger", watched, many, Database.PLAIN);
      Map<String, List<Double>> one = measure(stage, 1);
      List<Double> alone = one.getOrDefault(Database.WATCHED, List.of());
      double single =
          tell(stage, "1 writer: watch by the tutorial's trigger", alone, one, Database.TUTORIAL);
      stage
          .results()
          .atLeast(
              name(), "64 writers at least 20 times the tutorial's trigger", byTutorial, 20, "x");
      stage.results().atLeast(name(), "64 writers at least 0.6 of no trigger", byNone, 0.6, "x");
      stage
          .results()
          .atLeast(name(), "1 writer at least 0.85 of the tutorial's trigger", single, 0.85, "x");
    } finally {
      stage.flushes().set(stage.database(), false);
    }
  }

  private double tell(
      Stage stage, String what, List<Double> watched, Map<String, List<Double>> all, String by) {
    List<Double> ratios = Results.ratios(watched, all.getOrDefault(by, List.of()));
    return stage.results().add(name(), what, "x", ratios).median();
  }

  private Map<String, List<Double>> measure(Stage stage, int writers) throws Exception {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    double seconds = stage.options().seconds() / 2;
    write(stage, writers, Database.WATCHED, WARM_SECONDS);
    for (int round = 0; round < stage.options().rounds(); round++) {
      for (String table : List.of(Database.PLAIN, Database.WATCHED, Database.TUTORIAL)) {
        rates
            .computeIfAbsent(table, t -> new ArrayList<>())
            .add(write(stage, writers, table, seconds));
      }
    }
    rates.forEach(
        (table, samples) ->
            stage.results().add(name(), writers + " writer(s), " + table, "inserts/s", samples));
    return rates;
  }

  /** Statements a second. */
  private static double write(Stage stage, int writers, String table, double seconds)
      throws IOException {
    return new Writers(stage.carillon().postgresPort(), writers)
        .run(Database.insert(table, 1, BYTES), stage.take(1_000_000), 1, Pace.fast(seconds))
        .perSecond();
  }
}
