package dev.carillon.chat;

import dev.carillon.change.Answer;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.QueryValue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/**
 * {@code /api/messages}: an everyday resource over JPA. It knows nothing of streams: the row's way
 * to the browser is the log's.
 */
@Singleton
@Path("messages")
@Produces(MediaType.APPLICATION_JSON)
public class MessageResource {
  private Messages messages;
  private LatestMessages latest;
  private ListenerStatus listener;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Messages messages, LatestMessages latest, ListenerStatus listener) {
    this.messages = messages;
    this.latest = latest;
    this.listener = listener;
  }

  /** Stores a message. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(String body, @Context UriInfo uri) {
    Message added = messages.add(NewMessage.parse(body));
    return Response.created(
            uri.getAbsolutePathBuilder().path(String.valueOf(added.getId())).build())
        .entity(added)
        .build();
  }

  /**
   * A page of a channel's messages, newest first; {@code Link} leads to the next older one, unless
   * this is the last. {@code X-Carillon-Position} is where the log stood before they were read: a
   * stream from there misses nothing of what came after; what it repeats is known by its id.
   */
  @GET
  public Response page(
      @QueryParam("channel") @DefaultValue("") String channel,
      @QueryParam("before") @DefaultValue("999999999999999999") String before,
      @QueryParam("limit") @DefaultValue("50") String limit,
      @Context UriInfo uri) {
    Given.channel(channel);
    int size = (int) QueryValue.whole("limit", limit, 1, 1000);
    Position position = listener.position();
    // One more than is shown tells whether there is another page
    List<Message> found = messages.page(channel, Given.id("before", before), size + 1);
    Response.ResponseBuilder response =
        Answer.of(found.subList(0, Math.min(size, found.size())), position);
    if (found.size() > size) {
      long oldest = found.get(size - 1).getId();
      response.link(uri.getRequestUriBuilder().replaceQueryParam("before", oldest).build(), "next");
    }
    return response.build();
  }

  /** The latest message of each channel that a reader may find. */
  @GET
  @Path("latest")
  public Response latest(@QueryParam("reader") @DefaultValue("") String reader) {
    int id = Given.user("reader", reader);
    Position position = listener.position();
    return Answer.of(latest.of(id), position).build();
  }

  /** One message. */
  @GET
  @Path("{id: [0-9]{1,18}}")
  public Message find(@PathParam("id") long id) {
    Message found = messages.find(id);
    if (found == null) {
      throw new ProblemException(Problem.notFound("There is no message " + id));
    }
    return found;
  }

  /** Gives a message of the sender's another content. */
  @PUT
  @Path("{id: [0-9]{1,18}}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Message edit(@PathParam("id") long id, String body) {
    NewMessage written = NewMessage.parse(body);
    return messages.edit(id, written.sender(), written.content());
  }

  /** Deletes a message of the sender's. */
  @DELETE
  @Path("{id: [0-9]{1,18}}")
  public Response delete(
      @PathParam("id") long id, @QueryParam("sender") @DefaultValue("") String sender) {
    messages.delete(id, Given.user("sender", sender));
    return Response.noContent().build();
  }

  /** Stores a message through the view {@code conversation}, whose trigger finds the sender. */
  @POST
  @Path("by-name")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response addByName(String body) {
    JsonObject object = NewMessage.object(body);
    messages.addByName(
        NewMessage.text(object, "sender_name"),
        NewMessage.text(object, "channel"),
        NewMessage.text(object, "content"));
    return Response.noContent().build();
  }
}
