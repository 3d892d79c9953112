package dev.carillon.progress;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code /api/members}: whom a task may be given to. */
@Singleton
@Path("members")
@Produces(MediaType.APPLICATION_JSON)
public class MemberResource {
  private Tasks tasks;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Tasks tasks) {
    this.tasks = tasks;
  }

  /** All users by their ids. */
  @GET
  public List<Member> all() {
    return tasks.members();
  }
}
