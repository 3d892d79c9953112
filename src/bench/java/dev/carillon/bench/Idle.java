package dev.carillon.bench;

import java.time.Duration;
import java.util.List;

/** What an idle node asks of the database. */
final class Idle implements Scenario {
  private static final int SECONDS = 10;

  @Override
  public String name() {
    return "quiet";
  }

  @Override
  public void play(Stage stage) throws Exception {
    Commands.pause(Duration.ofSeconds(2));
    String query = "SELECT sum(xact_commit) FROM pg_stat_database WHERE datname = 'postgres'";
    stage.database().run("SELECT pg_stat_clear_snapshot()");
    long before = stage.database().number(query);
    double cpu = stage.serverCpu();
    Commands.pause(Duration.ofSeconds(SECONDS));
    double percent = (stage.serverCpu() - cpu) / SECONDS * 100;
    long asked = stage.database().number(query) - before - 1;
    stage
        .results()
        .add(name(), "transactions of an idle node", "/s", List.of((double) asked / SECONDS));
    stage.results().add(name(), "processor of an idle node", "%", List.of(percent));
    stage
        .results()
        .atMost(
            name(),
            "idle: no polling but the safety look, at most 3 a second",
            (double) asked / SECONDS,
            3,
            "/s");
  }
}
