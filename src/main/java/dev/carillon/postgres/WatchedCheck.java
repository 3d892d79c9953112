package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import dev.carillon.config.Setting;
import java.sql.SQLException;
import java.util.List;

/** Whether tables are watched as their entities say. */
record WatchedCheck(WatchApplier declared) implements Check {
  @Override
  public String subject() {
    return "entities' watches";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    List<Class<?>> entities = declared.entities();
    int before = chart.findings().size();
    for (WatchVerdict verdict : new WatchComparison(chart.connection()).of(entities)) {
      tell(verdict, chart);
    }
    if (chart.findings().size() == before) {
      chart.ok("watched", subject(), entities.size() + ", all as the entities say");
    }
  }

  private void tell(WatchVerdict verdict, Chart chart) {
    List<String> exposed = verdict.exposed();
    switch (verdict.kind()) {
      case AS_SAID -> {}
      case NOT_WATCHED ->
          add(
              chart,
              Level.WARNING,
              "watched-missing",
              verdict,
              verdict.table() + " is not watched" + refusal(verdict),
              "Nobody is told of its changes.",
              verdict.changeset());
      case OTHERWISE ->
          add(
              chart,
              exposed.isEmpty() ? Level.WARNING : Level.ERROR,
              "watched-otherwise",
              verdict,
              verdict.table() + " is watched otherwise" + refusal(verdict),
              exposed.isEmpty()
                  ? "What is told of it is not what the entity says."
                  : "Clients see what the entity wants hidden: " + String.join(", ", exposed),
              verdict.changeset());
      case NO_TABLE ->
          add(
              chart,
              Level.WARNING,
              "watched-table-missing",
              verdict,
              verdict.problem(),
              "Nobody is told of its changes.",
              "Create it, or have the entity say where it is: @Table(name = …, schema = …).");
      case WRONG ->
          add(
              chart,
              Level.ERROR,
              "watched-wrongly",
              verdict,
              verdict.problem(),
              "No watch can be declared so.",
              "Correct @Watched on " + verdict.entity() + ".");
    }
  }

  /** Why {@code carillon.watch.apply} has not made it so. */
  private String refusal(WatchVerdict verdict) {
    String refusal = declared.refusal(verdict.entity());
    return refusal.isEmpty()
        ? ""
        : ", and %s could not change that: %s".formatted(Setting.WATCH_APPLY.key(), refusal);
  }

  private static void add(
      Chart chart,
      Level level,
      String id,
      WatchVerdict verdict,
      String found,
      String meaning,
      String cure) {
    chart.add(level, id, verdict.entity(), found, meaning, cure);
  }
}
