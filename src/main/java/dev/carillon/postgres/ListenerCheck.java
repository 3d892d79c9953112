package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import dev.carillon.change.ListenerStatus.State;

/** Whether this node listens. */
record ListenerCheck(Status status) implements Check {
  @Override
  public String subject() {
    return "the listener";
  }

  @Override
  public void look(Chart chart) {
    if (status.state() == State.DISCONNECTED) {
      chart.add(
          Level.ERROR,
          "listener-disconnected",
          subject(),
          "it is disconnected: " + status.reason(),
          "Nothing new reaches this node's clients.",
          "Mend what the reason and the other findings name; the node tries again by itself.");
    } else {
      chart.ok("listener", subject(), "it listens; " + status.lag() + " changes behind the log");
    }
  }
}
