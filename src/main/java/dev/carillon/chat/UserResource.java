package dev.carillon.chat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code /api/users}: who there is, and the channels that each may find. */
@Singleton
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {
  private Users users;
  private LatestMessages latest;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Users users, LatestMessages latest) {
    this.users = users;
    this.latest = latest;
  }

  @GET
  public List<AppUser> all() {
    return users.all();
  }

  /** The channels with messages: all, but for direct ones between others. */
  @GET
  @Path("{id: [0-9]{1,9}}/channels")
  public List<String> channels(@PathParam("id") int id) {
    return latest.of(id).stream().map(Message::getChannel).toList();
  }
}
