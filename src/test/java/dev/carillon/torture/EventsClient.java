package dev.carillon.torture;

import dev.carillon.change.Position;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client of {@code /api/events}: what an {@code EventSource} would do, on bad days. */
final class EventsClient extends SelectorClient {
  EventsClient(
      String name,
      long seed,
      List<String> selectors,
      List<Wire> nodes,
      Truth truth,
      Verdict verdict) {
    super(name, seed, selectors, nodes, truth, verdict);
  }

  @Override
  void converse(HttpConnection connection, ClientHistory history, String topics)
      throws IOException {
    String path = "/api/events?" + topics;
    Map<String, String> headers = Map.of();
    Optional<Position> last = history.last();
    if (last.isPresent() && random().nextBoolean()) {
      headers = Map.of("Last-Event-ID", last.get().toString());
    } else if (last.isPresent()) {
      path += "&lastEventId=" + last.get();
    }
    HttpConnection.Head head = connection.get(path, headers);
    if (head.status() == 200) {
      follow(new EventReader(connection.body(head)), history);
    } else if (head.isProblem() && head.status() != 503) {
      complain("is refused with " + head.status());
    }
  }

  private void follow(EventReader events, ClientHistory history) throws IOException {
    for (EventReader.Event event = events.next(); event != null; event = events.next()) {
      if (event.type().equals("bye")) {
        return;
      }
      take(event, history);
    }
  }

  private void take(EventReader.Event event, ClientHistory history) {
    String data = event.data();
    if (event.type().equals("reset") && data != null) {
      history.reset(Text.between(data, "\"reason\":\"", "\""), Position.parse(event.lastId()));
    } else if (event.type().isEmpty() && data != null) {
      history.shown(data);
      if (!data.startsWith("{\"position\":\"" + event.lastId() + "\"")) {
        complain("is shown " + data + " with the id " + event.lastId());
      }
    } else if (!event.lastId().isEmpty()) {
      history.stands(Position.parse(event.lastId()));
    }
  }
}
