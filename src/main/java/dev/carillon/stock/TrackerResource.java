package dev.carillon.stock;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/tracker}: the tutorial's first two ways to follow prices. Both read the table by row
 * id, so both can miss what commits out of order; the third way, {@link TrackerStreamServlet},
 * reads the log.
 */
@Singleton
@Path("tracker")
public class TrackerResource {
  private static final Jsonb JSON = JsonbBuilder.create();
  private StockPrices prices;
  private ManagedExecutorService executor;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(StockPrices prices, ManagedExecutorService executor) {
    this.prices = prices;
    this.executor = executor;
  }

  /** Polling: the next row after {@code Last-Event-ID}, 204 if there is none. */
  @GET
  @Path("v1")
  @Produces(MediaType.APPLICATION_JSON)
  public Response next(@HeaderParam("Last-Event-ID") @Nullable String lastId) {
    List<StockPrice> next = prices.after(rowId(lastId), 1);
    return next.isEmpty() ? Response.noContent().build() : Response.ok(next.get(0)).build();
  }

  /**
   * One-shot: every stored row after {@code Last-Event-ID} as an event, then the end. An
   * EventSource that comes back gets a 204 and rests.
   */
  @GET
  @Path("v2")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void stored(
      @HeaderParam("Last-Event-ID") @Nullable String lastId,
      @Context SseEventSink sink,
      @Context Sse sse) {
    long after = rowId(lastId);
    if (prices.after(after, 1).isEmpty()) {
      throw new WebApplicationException(Response.noContent().build());
    }
    executor.execute(new StoredPrices(prices, executor, sink, sse, JSON::toJson, after));
  }

  private static long rowId(@Nullable String lastId) {
    if (lastId == null || lastId.isBlank()) {
      return 0;
    }
    if (!lastId.matches("[0-9]{1,18}")) {
      throw new ProblemException(
          Problem.badRequest("Last-Event-ID must be a row id here, but is \"" + lastId + "\""));
    }
    return Long.parseLong(lastId);
  }
}
