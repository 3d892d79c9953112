package dev.carillon.bench;

/** How far a run is. One thread. */
final class Progress {
  private final Results results;
  private final int scenarios;
  private final long began = System.nanoTime();
  private int begun;

  Progress(Results results, int scenarios) {
    this.results = results;
    this.scenarios = scenarios;
  }

  /** One more begins. */
  void next(String scenario) {
    results.say(
        "-- %s, %d of %d, after %s".formatted(scenario, ++begun, scenarios, minutes(began)));
  }

  /** The time since then, as people read it. */
  static String minutes(long beganNanos) {
    long seconds = (System.nanoTime() - beganNanos) / 1_000_000_000;
    return "%d:%02d minutes".formatted(seconds / 60, seconds % 60);
  }
}
