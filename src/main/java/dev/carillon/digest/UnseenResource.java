package dev.carillon.digest;

import dev.carillon.change.Answer;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.StrictJson;
import dev.carillon.change.Texts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * {@code /api/users/{id}/unseen} and {@code …/seen}: by user and up to an id, what {@code
 * /api/unread} has message by message. The rows are the same, so the topic {@code unread/{id}}
 * tells either's doing.
 */
@Singleton
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
public class UnseenResource {
  private static final int MOST = 1000;

  private UnseenMessages messages;
  private Subscriptions users;
  private ListenerStatus listener;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(UnseenMessages messages, Subscriptions users, ListenerStatus listener) {
    this.messages = messages;
    this.users = users;
    this.listener = listener;
  }

  /** How many wait, and the newest thousand of them, newest first. */
  @GET
  @Path(SubscriptionResource.USER + "/unseen")
  public Response of(@PathParam("id") int id) {
    users.check(id);
    Position position = listener.position();
    JsonArrayBuilder newest = Json.createArrayBuilder();
    messages
        .newest(id, MOST)
        .forEach(
            unseen ->
                newest.add(
                    Json.createObjectBuilder()
                        .add("message", unseen.message())
                        .add("channel", unseen.channel())));
    return Answer.of(
            Json.createObjectBuilder()
                .add("unseen", messages.count(id))
                .add("messages", newest)
                .build(),
            position)
        .build();
  }

  /** {@code {"upTo":17}}, or {@code {"upTo":17,"channel":"lobby"}}: the user has seen these. */
  @POST
  @Path(SubscriptionResource.USER + "/seen")
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject seen(@PathParam("id") int id, String body) {
    JsonObject object = StrictJson.body(body, "{\"upTo\":17}");
    long upTo = upTo(object.getOrDefault("upTo", JsonValue.NULL));
    String channel = channel(object.getOrDefault("channel", JsonValue.NULL));
    users.check(id);
    int seen = messages.seen(id, upTo, channel);
    return Json.createObjectBuilder().add("seen", seen).add("unseen", messages.count(id)).build();
  }

  private static long upTo(JsonValue given) {
    if (given.toString().matches("[0-9]{1,18}")) {
      return Long.parseLong(given.toString());
    }
    throw broken("upTo", "must be the id of a message", given);
  }

  private static String channel(JsonValue given) {
    if (given.equals(JsonValue.NULL)) {
      return ""; // all of them
    }
    if (given instanceof JsonString text && text.getString().indexOf(0) < 0) {
      return text.getString();
    }
    throw broken("channel", "must be the name of a channel", given);
  }

  private static ProblemException broken(String field, String rule, JsonValue given) {
    return new ProblemException(
        Problem.unprocessable(
            field + " " + rule + ", but is " + Texts.shortened(given.toString()), field));
  }
}
