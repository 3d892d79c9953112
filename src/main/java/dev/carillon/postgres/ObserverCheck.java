package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import dev.carillon.change.Observers;
import dev.carillon.change.Observers.Failing;
import java.util.List;

/** Whether the application's observers deal with what they are told. */
record ObserverCheck(Observers observers) implements Check {
  @Override
  public String subject() {
    return "observers";
  }

  @Override
  public void look(Chart chart) {
    List<Failing> failed = observers.failed();
    if (failed.isEmpty()) {
      chart.ok("observers", subject(), "none has failed since this node's start");
    }
    for (Failing observer : failed) {
      chart.add(
          observer.now() == null ? Level.NOTE : Level.WARNING,
          observer.now() == null ? "observer-failed" : "observer-failing",
          observer.observer(),
          observer.now() == null
              ? "failed %d times since this node's start, and works by now"
                  .formatted(observer.failures())
              : "fails, the last time with %s; %d times since this node's start"
                  .formatted(observer.now(), observer.failures()),
          "What it failed on is lost to it; subscribers and all other observers were told.",
          "See this node's log for the stack, and mend the observer.");
    }
  }
}
