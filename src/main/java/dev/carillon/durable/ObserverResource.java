package dev.carillon.durable;

import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.ObserverStatus;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.StrictJson;
import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** {@code /api/observers}: how the durable observers are, and where they go on. */
@Singleton
@Path("observers")
@Produces(MediaType.APPLICATION_JSON)
public class ObserverResource {
  private static final String EXAMPLE = "{\"to\":\"1.1042\"}, or to earliest, or latest";

  private Observers observers;
  private Steering steering;
  private Settings settings;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Observers observers, Steering steering, Settings settings) {
    this.observers = observers;
    this.steering = steering;
    this.settings = settings;
  }

  /** All of them, of every node, by name. */
  @GET
  public Response all() {
    JsonArrayBuilder all = Json.createArrayBuilder();
    look().forEach(observer -> all.add(ObserverJson.of(observer)));
    return Response.ok(all.build()).header("Cache-Control", "no-store").build();
  }

  /** One of them. */
  @GET
  @Path("{name}")
  public Response one(@PathParam("name") String name) {
    List<ObserverStatus> all = look();
    for (ObserverStatus observer : all) {
      if (observer.name().equals(name)) {
        return Response.ok(ObserverJson.of(observer).build())
            .header("Cache-Control", "no-store")
            .build();
      }
    }
    throw new ProblemException(
        Problem.notFound(
            "there is no observer \"%s\"; there are: %s"
                .formatted(
                    name,
                    all.stream().map(ObserverStatus::name).collect(Collectors.joining(", ")))));
  }

  /** Answers when no round is under way any more. */
  @POST
  @Path("{name}/pause")
  public Response pause(@PathParam("name") String name) {
    requireSteering(settings, "SELECT carillon.pause_observer('%s')".formatted(name));
    steering.pause(name);
    return one(name);
  }

  /** Goes on where it was. */
  @POST
  @Path("{name}/resume")
  public Response resume(@PathParam("name") String name) {
    requireSteering(settings, "SELECT carillon.resume_observer('%s')".formatted(name));
    steering.resume(name);
    return one(name);
  }

  /** Sets where it goes on. */
  @POST
  @Path("{name}/rewind")
  public Response rewind(@PathParam("name") String name, String body) {
    requireSteering(settings, "SELECT carillon.rewind_observer('%s', 'earliest')".formatted(name));
    JsonObject wish = StrictJson.body(body, EXAMPLE);
    if (!(wish.get("to") instanceof JsonString to) || wish.size() != 1) {
      throw new ProblemException(Problem.badRequest("The body must be such as " + EXAMPLE));
    }
    steering.rewind(name, to.getString());
    return one(name);
  }

  /** There is no login yet: whoever may send requests may not steer, unless it is set. */
  static void requireSteering(Settings settings, String inPsql) {
    if (!settings.observers().steer()) {
      throw new ProblemException(
          Problem.forbidden(
              "%s is off, so nobody steers observers by requests; in psql it is: %s"
                  .formatted(Setting.OBSERVERS_STEER.key(), inPsql)));
    }
  }

  private List<ObserverStatus> look() {
    try {
      return observers.look();
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
  }
}
