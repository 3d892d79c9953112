package dev.carillon.digest;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** {@code /api/users/{id}/digest}: whether and where a user is mailed what is unseen. */
@Singleton
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionResource {
  static final String USER = "{id: [0-9]{1,9}}";

  private Subscriptions subscriptions;
  private MailSession session;
  private Duration after;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(
      Subscriptions subscriptions,
      MailSession session,
      @Named("carillon.digest.after") Duration after) {
    this.subscriptions = subscriptions;
    this.session = session;
    this.after = after;
  }

  @GET
  @Path(USER + "/digest")
  public Response find(@PathParam("id") int id) {
    subscriptions.check(id);
    return answer(subscriptions.of(id));
  }

  @PUT
  @Path(USER + "/digest")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response choose(@PathParam("id") int id, String body) {
    Subscription chosen = Subscription.parse(body);
    subscriptions.check(id);
    subscriptions.store(id, chosen);
    return answer(chosen);
  }

  /** With what the page must say besides: after how long, and whether this server mails at all. */
  private Response answer(Subscription subscription) {
    String email = subscription.email();
    JsonObject json =
        Json.createObjectBuilder()
            .add("digest", subscription.digest())
            .add("email", email == null ? JsonValue.NULL : Json.createValue(email))
            .add("after", after.toString())
            .add("mails", session.isSet())
            .build();
    return Response.ok(json).header("Cache-Control", "no-store").build();
  }
}
