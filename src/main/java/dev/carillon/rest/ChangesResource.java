package dev.carillon.rest;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.TopicSelector;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Entrance;
import dev.carillon.stream.Hub;
import dev.carillon.stream.Parameters;
import dev.carillon.stream.Start;
import dev.carillon.stream.Subscriber;
import dev.carillon.stream.Transport;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** {@code GET /api/changes}: the same log as pages, by the same cursor as the streams. */
@Singleton
@Path("changes")
public class ChangesResource {
  private static final Set<String> KNOWN = Set.of("topic", "after", "limit", "wait");
  private Hub hub;
  private Entrance entrance;
  private ManagedScheduledExecutorService executor;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Hub hub, Entrance entrance, ManagedScheduledExecutorService executor) {
    this.hub = hub;
    this.entrance = entrance;
    this.executor = executor;
  }

  /** Answers with the page, at once or when there is something to put into it. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public void page(@Context UriInfo uri, @Suspended AsyncResponse response) {
    Parameters parameters = parameters(uri);
    List<TopicSelector> topics = entrance.topics(parameters.all("topic"));
    int limit = parameters.number("limit", 100, 1, 1000);
    int wait = parameters.number("wait", 0, 0, 30);
    String after = parameters.first("after");
    Start start = entrance.start(after == null ? "earliest" : after);
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
              executor.execute(
                  () -> resume(response, page)); // writing blocks: not in the dispatcher
            });
    Subscriber subscriber = hub.join(Transport.REST, PageShape.CHANGE, outlet);
    reader.complete(subscriber);
    subscriber.subscribe(topics, start, "");
    if (wait > 0) {
      Future<?> patience =
          executor.schedule(() -> subscriber.close(CloseReason.GONE), wait, TimeUnit.SECONDS);
      subscriber.onClose(() -> patience.cancel(false));
    }
  }

  private static void resume(AsyncResponse response, Object page) {
    if (page instanceof Throwable problem) {
      response.resume(problem);
    } else {
      response.resume(page);
    }
  }

  private static Parameters parameters(UriInfo uri) {
    Map<String, String[]> values = new LinkedHashMap<>();
    uri.getQueryParameters()
        .forEach((name, given) -> values.put(name, given.toArray(String[]::new)));
    return new Parameters(values, KNOWN);
  }
}
