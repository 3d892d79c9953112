package dev.carillon.stock;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.QueryValue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;

/**
 * {@code /api/simulations/stock-prices}: the slow fixtures, with progress and a way to stop them.
 */
@Singleton
@Path("simulations/stock-prices")
@Produces(MediaType.APPLICATION_JSON)
public class SimulationResource {
  private Simulation simulation;
  private StockPrices prices;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Simulation simulation, StockPrices prices) {
    this.simulation = simulation;
    this.prices = prices;
  }

  /** Begins a run. {@code clear=true} deletes all prices first, as the tutorial does. */
  @POST
  public Response start(
      @QueryParam("count") @DefaultValue("1000") String count,
      @QueryParam("perSecond") @DefaultValue("1") String perSecond,
      @QueryParam("symbols") @DefaultValue("ACME,GLOBEX,INITECH") String symbols,
      @QueryParam("clear") @DefaultValue("false") String clear) {
    int rows = QueryValue.integer("count", count, 1, 1_000_000);
    boolean deleteFirst = QueryValue.flag("clear", clear);
    double pace = QueryValue.number("perSecond", perSecond, 0.1, 1000);
    List<String> names = Arrays.stream(symbols.split(",")).map(String::strip).toList();
    for (String name : names) {
      if (!name.matches("[A-Z0-9.-]{1,12}")) {
        throw new ProblemException(
            Problem.badRequest(
                "symbols must be 1 to 12 capital letters, digits, dots or hyphens each, but one is \""
                    + name
                    + "\""));
      }
    }
    if (simulation.progress().running()) {
      throw running();
    }
    if (deleteFirst) {
      prices.deleteAll();
    }
    if (!simulation.start(rows, pace, names)) {
      throw running();
    }
    return Response.accepted(simulation.progress()).build();
  }

  /** How far the run is; of the last one if none is under way. */
  @GET
  public Simulation.Progress progress() {
    return simulation.progress();
  }

  /** Stops the run. */
  @DELETE
  public Response stop() {
    simulation.stop();
    return Response.noContent().build();
  }

  private static ProblemException running() {
    return new ProblemException(
        new Problem(409, "Conflict", "A simulation is running already; stop it first"));
  }
}
