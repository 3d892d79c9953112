package dev.carillon.bench;

/** One thing that is measured. */
interface Scenario {
  /** What to say to {@code -Dcarillon.bench=} for it. */
  String name();

  /** Measures, and tells the stage's results. */
  void play(Stage stage) throws Exception;
}
