package dev.carillon.stock;

import dev.carillon.change.Answer;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.QueryValue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/**
 * {@code /api/stock-prices}: an everyday resource over JPA. It knows nothing of streams: the row's
 * way to the browser is the log's.
 */
@Singleton
@Path("stock-prices")
@Produces(MediaType.APPLICATION_JSON)
public class StockPriceResource {
  private StockPrices prices;
  private LatestPrices latest;
  private ListenerStatus listener;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(StockPrices prices, LatestPrices latest, ListenerStatus listener) {
    this.prices = prices;
    this.latest = latest;
    this.listener = listener;
  }

  /** Stores a price. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(String body, @Context UriInfo uri) {
    NewPrice price = NewPrice.parse(body);
    StockPrice added = prices.add(price.symbol(), price.price());
    return Response.created(
            uri.getAbsolutePathBuilder().path(String.valueOf(added.getId())).build())
        .entity(added)
        .build();
  }

  /** One price. */
  @GET
  @Path("{id: [0-9]{1,18}}")
  public StockPrice find(@PathParam("id") long id) {
    StockPrice found = prices.find(id);
    if (found == null) {
      throw new ProblemException(Problem.notFound("There is no stock price " + id));
    }
    return found;
  }

  /**
   * The newest prices, newest first. {@code X-Carillon-Position} is where the log stood before they
   * were read: a stream from there misses nothing of what came after; what it repeats is known by
   * its id.
   */
  @GET
  public Response newest(@QueryParam("limit") @DefaultValue("200") String limit) {
    Position before = listener.position();
    return Answer.of(prices.newest(QueryValue.integer("limit", limit, 1, 1000)), before).build();
  }

  /** The latest price of each symbol, by symbol; {@code X-Carillon-Position} as above. */
  @GET
  @Path("latest")
  public Response latest() {
    Position before = listener.position();
    return Answer.of(latest.all(), before).build();
  }
}
