package dev.carillon.chat;

import dev.carillon.change.Answer;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * {@code /api/unread}: what waits for a reader, with its topic {@code unread/{reader}} for what
 * comes and goes.
 */
@Singleton
@Path("unread")
@Produces(MediaType.APPLICATION_JSON)
public class UnreadResource {
  private static final int MOST = 1000;
  private UnreadMessages unread;
  private ListenerStatus listener;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(UnreadMessages unread, ListenerStatus listener) {
    this.unread = unread;
    this.listener = listener;
  }

  /**
   * The newest messages that wait for a reader, at most a thousand; message by message and not as a
   * count, so that a change which is told twice is not counted twice.
   */
  @GET
  public Response of(@QueryParam("reader") @DefaultValue("") String reader) {
    Position position = listener.position();
    return Answer.of(unread.of(Given.user("reader", reader), MOST), position).build();
  }

  /** The reader has seen these: {@code {"reader":2,"messages":[17,18]}}. */
  @POST
  @Path("seen")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response seen(String body) {
    JsonObject object = NewMessage.object(body);
    unread.seen(reader(object), messages(object));
    return Response.noContent().build();
  }

  private static int reader(JsonObject object) {
    return Given.user("reader", String.valueOf(object.getOrDefault("reader", JsonValue.NULL)));
  }

  private static List<Long> messages(JsonObject object) {
    JsonValue given = object.getOrDefault("messages", JsonValue.NULL);
    if (given instanceof JsonArray ids
        && ids.size() <= MOST
        && ids.stream().allMatch(UnreadResource::isId)) {
      return ids.getValuesAs(JsonNumber.class).stream().map(JsonNumber::longValue).toList();
    }
    throw NewMessage.invalid(
        "messages", "messages must be at most " + MOST + " ids of messages, but is " + given);
  }

  private static boolean isId(JsonValue value) {
    return value.toString().matches("[1-9][0-9]{0,17}");
  }
}
