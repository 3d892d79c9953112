package dev.carillon.failover;

import static org.awaitility.Awaitility.await;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;

/** The time from a fault to when writers, the application's pool and all clients are served. */
record Outage(String cause, Node node, Load load, Clients clients, Set<String> epochs, long began) {
  private static final Logger LOGGER = System.getLogger(Outage.class.getName());

  /** To be called just before the fault. */
  static Outage begin(String cause, Node node, Load load, Clients clients) {
    Set<String> epochs = clients.events().history().epochs();
    return new Outage(cause, node, load, clients, epochs, System.nanoTime());
  }

  /** Waits for it, and says how long it took: a figure to know, no promise. */
  void awaitEnd() {
    await().atMost(Pair.PATIENCE).ignoreExceptions().until(() -> node.storePrice() == 201);
    final long stored = System.nanoTime();
    load.awaitMore(100);
    for (History history : clients.histories()) {
      await().atMost(Pair.PATIENCE).until(() -> history.heardOfAnotherThan(epochs).isPresent());
    }
    List<Long> heard =
        clients.histories().stream()
            .map(history -> millis(history.heardOfAnotherThan(epochs).orElseThrow()))
            .toList();
    LOGGER.log(
        Level.INFO,
        "After {0}: writers go on after {1} ms, the pool after {2} ms, clients after {3} ms.",
        cause,
        millis(load.backAt()),
        millis(stored),
        heard);
  }

  private long millis(long at) {
    return (at - began) / 1_000_000;
  }
}
