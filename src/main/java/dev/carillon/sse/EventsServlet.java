package dev.carillon.sse;

import dev.carillon.change.Position;
import dev.carillon.change.TopicSelector;
import dev.carillon.stream.Entrance;
import dev.carillon.stream.Hub;
import dev.carillon.stream.Parameters;
import dev.carillon.stream.Selection;
import dev.carillon.stream.Selections;
import dev.carillon.stream.Start;
import dev.carillon.stream.Subscriber;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /api/events}: a servlet beside the JAX-RS application, since only Servlet has
 * non-blocking output on every server.
 */
@WebServlet(urlPatterns = "/api/events", asyncSupported = true)
public class EventsServlet extends EventStreamServlet {
  private static final long serialVersionUID = 1L;
  private static final Set<String> KNOWN =
      Parameters.known(Selections.NAMES, "topic", "format", "lastEventId", "snapshot");

  private transient Hub hub;
  private transient Entrance entrance;
  private transient Selections selections;
  private transient ChangeBroadcaster broadcaster;

  @Inject
  void wire(Hub hub, Entrance entrance, Selections selections, ChangeBroadcaster broadcaster) {
    this.hub = hub;
    this.entrance = entrance;
    this.selections = selections;
    this.broadcaster = broadcaster;
  }

  @Override
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!request.getMethod().equals("GET")) {
      throw methodNotAllowed(request, response, "GET");
    }
    Parameters parameters = new Parameters(request.getParameterMap(), KNOWN);
    List<TopicSelector> topics = entrance.topics(parameters.all("topic"));
    List<Selection> selected = selections.read(topics, parameters::first);
    EventShape shape =
        parameters.choice("format", List.of("change", "row")).equals("row")
            ? EventShape.ROW
            : EventShape.CHANGE;
    String lastEventId = request.getHeader("Last-Event-ID");
    Start start =
        entrance.start(
            lastEventId != null ? lastEventId : parameters.first("lastEventId"),
            topics,
            parameters.isTrue("snapshot"));
    Position newest = hub.newest();

    NonBlockingSink sink = broadcaster.open(stream(request, response), shape);
    Subscriber subscriber = sink.subscriber();
    String greeting =
        shape.greeting(start, newest == null ? start.position() : newest, subscriber.id());
    subscriber.subscribe(selected, start, greeting);
  }
}
