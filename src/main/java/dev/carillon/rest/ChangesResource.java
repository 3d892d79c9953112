package dev.carillon.rest;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.TopicSelector;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Entrance;
import dev.carillon.stream.Hub;
import dev.carillon.stream.Parameters;
import dev.carillon.stream.Selection;
import dev.carillon.stream.Selections;
import dev.carillon.stream.Start;
import dev.carillon.stream.Subscriber;
import dev.carillon.stream.Transport;
import dev.carillon.stream.Workers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** {@code GET /api/changes}: the same log as pages, by the same cursor as the streams. */
@Singleton
@Path("changes")
public class ChangesResource {
  private static final Set<String> KNOWN =
      Parameters.known(Selections.NAMES, "topic", "after", "limit", "wait", "snapshot");

  /** For a page that nobody wants to wait for: PostgreSQL may be away. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Hub hub;
  private Entrance entrance;
  private Selections selections;
  private Workers workers;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Hub hub, Entrance entrance, Selections selections, Workers workers) {
    this.hub = hub;
    this.entrance = entrance;
    this.selections = selections;
    this.workers = workers;
  }

  /** Answers with the page, at once or when there is something to put into it. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public void page(@Context UriInfo uri, @Suspended AsyncResponse response) {
    Parameters parameters = parameters(uri);
    List<TopicSelector> topics = entrance.topics(parameters.all("topic"));
    List<Selection> selected = selections.read(topics, parameters::first);
    int limit = parameters.number("limit", 100, 1, 1000);
    int wait = parameters.number("wait", 0, 0, 30);
    String after = parameters.first("after");
    boolean snapshot = parameters.isTrue("snapshot");
    String from = after == null && !snapshot ? "earliest" : after;
    Start start = entrance.start(from, topics, snapshot && after == null);
    if (start.reset() != null) {
      throw new ProblemException(
          Problem.gone(String.valueOf(after), start.reset(), start.position()));
    }

    CompletableFuture<Subscriber> reader = new CompletableFuture<>();
    PageOutlet outlet =
        new PageOutlet(
            start.position(),
            limit,
            wait > 0,
            hub::newest,
            System::nanoTime,
            page -> {
              var unused = reader.thenAccept(subscriber -> subscriber.close(CloseReason.GONE));
              workers.execute(() -> resume(response, page)); // writing blocks
            });
    Subscriber subscriber = hub.join(Transport.REST, PageShape.CHANGE, outlet);
    reader.complete(subscriber);
    subscriber.subscribe(selected, start, "");
    Duration most = wait > 0 ? Duration.ofSeconds(wait) : LONGEST;
    Future<?> patience = workers.schedule(() -> subscriber.close(CloseReason.GONE), most);
    subscriber.onClose(() -> patience.cancel(false));
  }

  /**
   * Not with the exception: Payara Server finds no mapper in a thread that is not the request's.
   */
  private static void resume(AsyncResponse response, Object page) {
    response.resume(
        page instanceof ProblemException failure ? ProblemMapper.answer(failure.problem()) : page);
  }

  private static Parameters parameters(UriInfo uri) {
    Map<String, String[]> values = new LinkedHashMap<>();
    uri.getQueryParameters()
        .forEach((name, given) -> values.put(name, given.toArray(String[]::new)));
    return new Parameters(values, KNOWN);
  }
}
