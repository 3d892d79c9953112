package dev.carillon.bench;

/** One thing that is measured. */
interface Scenario {
  /** What to say to {@code -Dcarillon.bench=} for it. */
  String name();

  /** Whether it is about a server that has been at work for a while. */
  default boolean wantsWarmth() {
    return true;
  }

  /** Measures, and tells the stage's results. */
  void play(Stage stage) throws Exception;
}
