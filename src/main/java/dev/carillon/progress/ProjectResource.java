package dev.carillon.progress;

import dev.carillon.change.Answer;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/**
 * {@code /api/projects}: projects and how far they are. {@code X-Carillon-Position} is where the
 * log stood before they were read: a stream from there misses nothing of what came after.
 */
@Singleton
@Path("projects")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectResource {
  /** Shared by all classes of this path: JAX-RS looks at no second class for another one. */
  static final String ONE = "{id: [0-9]{1,9}}";

  private Projects projects;
  private Overview overview;
  private ListenerStatus listener;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Projects projects, Overview overview, ListenerStatus listener) {
    this.projects = projects;
    this.overview = overview;
    this.listener = listener;
  }

  /** All of them, each with how far it is. */
  @GET
  public Response all() {
    Position before = listener.position();
    return Answer.of(overview.all(), before).build();
  }

  /** Begins a project: {@code {"name":"Hang the bells"}}. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(String body, @Context UriInfo uri) {
    Project added =
        projects.add(Body.parse(body, "{\"name\":\"Hang the bells\"}").text("name", 80));
    return Response.created(
            uri.getAbsolutePathBuilder().path(String.valueOf(added.getId())).build())
        .entity(added)
        .build();
  }

  /** One project. */
  @GET
  @Path(ONE)
  public Project find(@PathParam("id") int id) {
    Project found = projects.find(id);
    if (found == null) {
      throw none(id);
    }
    return found;
  }

  /** Deletes a project and its tasks. */
  @DELETE
  @Path(ONE)
  public void delete(@PathParam("id") int id) {
    if (!projects.delete(id)) {
      throw none(id);
    }
  }

  /** How far it is; the topic {@code progress/{id}} says when that changes. */
  @GET
  @Path(ONE + "/progress")
  public Response progress(@PathParam("id") int id) {
    Position before = listener.position();
    Figure figure = projects.figure(id);
    if (figure == null) {
      throw none(id);
    }
    return Answer.of(figure, before).build();
  }

  static ProblemException none(int id) {
    return new ProblemException(Problem.notFound("There is no project " + id));
  }
}
