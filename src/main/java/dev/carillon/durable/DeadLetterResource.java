package dev.carillon.durable;

import dev.carillon.change.MalformedPositionException;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.QueryValue;
import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;

/** {@code /api/observers/{name}/dead-letters}: what an observer has given up. */
@Singleton
@Path("observers/{name}/dead-letters")
public class DeadLetterResource {
  private static final String BY_HAND =
      "DELETE FROM carillon.dead_letter WHERE observer = '%s'; to tell it again, rewind the observer";

  private DeadLetters letters;
  private Redelivery redelivery;
  private Settings settings;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(DeadLetters letters, Redelivery redelivery, Settings settings) {
    this.letters = letters;
    this.redelivery = redelivery;
    this.settings = settings;
  }

  /** The oldest first. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response oldest(
      @PathParam("name") String name, @QueryParam("limit") @DefaultValue("100") String limit) {
    String all =
        letters.oldest(name, QueryValue.integer("limit", limit, 1, 1000)).stream()
            .map(DeadLetter::json)
            .collect(Collectors.joining(",", "[", "]"));
    return Response.ok(all).header("Cache-Control", "no-store").build();
  }

  /** Tells the observer of it again, and takes it out if that went well. */
  @POST
  @Path("{position}/retry")
  public Response retry(@PathParam("name") String name, @PathParam("position") String position)
      throws Exception {
    ObserverResource.requireSteering(settings, BY_HAND.formatted(name));
    redelivery.retry(name, position(position));
    return Response.noContent().build();
  }

  /** Takes it out; the observer is never told of it. */
  @DELETE
  @Path("{position}")
  public Response remove(@PathParam("name") String name, @PathParam("position") String position) {
    ObserverResource.requireSteering(settings, BY_HAND.formatted(name));
    letters.remove(name, position(position));
    return Response.noContent().build();
  }

  private static Position position(String text) {
    try {
      return Position.parse(text);
    } catch (MalformedPositionException e) {
      throw new ProblemException(Problem.badRequest(String.valueOf(e.getMessage())));
    }
  }
}
