package dev.carillon.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What an idle node asks of the database. */
final class Idle implements Scenario {
  private static final int SECONDS = 8;
  private static final int SETTLE = 10;

  @Override
  public String name() {
    return "quiet";
  }

  @Override
  public boolean wantsWarmth() {
    return false;
  }

  @Override
  public void play(Stage stage) throws Exception {
    double cpu = stage.serverCpu();
    double asked = transactions(stage, SECONDS);
    double percent = (stage.serverCpu() - cpu) / (SECONDS + SETTLE) * 100;
    stage.results().add(name(), "transactions of an idle node", "/s", List.of(asked));
    stage.results().add(name(), "processor of an idle node", "%", List.of(percent));
    stage
        .results()
        .atMost(name(), "idle: no polling but the safety look, at most 3 a second", asked, 3, "/s");
  }

  /** Transactions a second while nobody does anything; PostgreSQL's own housekeeping rests. */
  static double transactions(Stage stage, int seconds) throws SQLException {
    stage.database().run("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()");
    try {
      Commands.pause(Duration.ofSeconds(SETTLE));
      String query = "SELECT sum(xact_commit) FROM pg_stat_database WHERE datname = 'postgres'";
      long before = stage.database().number(query);
      Commands.pause(Duration.ofSeconds(seconds));
      return (double) (stage.database().number(query) - before - 1) / seconds;
    } finally {
      stage.database().run("ALTER SYSTEM RESET autovacuum", "SELECT pg_reload_conf()");
    }
  }
}
