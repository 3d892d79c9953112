package dev.carillon.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;

/** One client of each kind, each from the beginning of the log. */
record Clients(EventClient events, SocketClient socket, PagesClient pages)
    implements AutoCloseable {
  static Clients of(Node node) {
    return new Clients(
        new EventClient(node, "1.0"), new SocketClient(node, "1.0"), new PagesClient(node, "1.0"));
  }

  List<History> histories() {
    return List.of(events.history(), socket.history(), pages.history());
  }

  /** Waits until each was told this last. */
  void awaitTold(Told last) {
    for (History history : histories()) {
      await().atMost(Pair.PATIENCE).until(() -> history.all().contains(last));
    }
  }

  /** Each was told the log, and nothing else. */
  void assertToldAll(List<Told> log) {
    awaitTold(log.get(log.size() - 1));
    for (History history : histories()) {
      assertThat(history.all()).isEqualTo(log);
    }
  }

  @Override
  public void close() {
    events.close();
    socket.close();
    pages.close();
  }
}
