package dev.carillon.torture;

import java.io.IOException;
import java.util.List;

/** A client whose connection is for one list of topics, so that it has one history. */
abstract class SelectorClient extends RestlessClient {
  private final List<String> selectors;
  private final ClientHistory history;

  SelectorClient(
      String name,
      long seed,
      List<String> selectors,
      List<Wire> nodes,
      Truth truth,
      Verdict verdict) {
    super(name, seed, nodes, verdict);
    this.selectors = selectors;
    this.history = new ClientHistory(name, selectors, truth, verdict);
  }

  @Override
  final List<ClientHistory> histories() {
    return List.of(history);
  }

  @Override
  final void visit(Wire node) throws IOException {
    history.connects("port " + node.target().getPort());
    try (HttpConnection connection = new HttpConnection(node, random(), this::leaves)) {
      converse(connection, history, HttpConnection.topics(selectors));
    }
  }

  /**
   * Asks, and takes what comes.
   *
   * @param topics as a query asks for them
   */
  abstract void converse(HttpConnection connection, ClientHistory history, String topics)
      throws IOException;
}
