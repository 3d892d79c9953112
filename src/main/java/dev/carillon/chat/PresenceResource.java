package dev.carillon.chat;

import dev.carillon.change.Answer;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * {@code GET /api/presence?channel=…}: who is here, with the topic {@code presence/{channel}} for
 * who comes and goes. One is here by a socket whose address says so: {@code
 * /socket?user=2&channel=lobby}.
 */
@Singleton
@Path("presence")
@Produces(MediaType.APPLICATION_JSON)
public class PresenceResource {
  private Register register;
  private ListenerStatus listener;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Register register, ListenerStatus listener) {
    this.register = register;
    this.listener = listener;
  }

  @GET
  public Response in(@QueryParam("channel") @DefaultValue("") String channel) {
    Position position = listener.position();
    return Answer.of(register.in(Given.channel(channel)), position).build();
  }
}
