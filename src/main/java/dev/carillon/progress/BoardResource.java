package dev.carillon.progress;

import dev.carillon.change.Answer;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Position;
import dev.carillon.change.QueryValue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** {@code /api/projects/{id}/tasks}: the tasks of a project, one by one or ten thousand at once. */
@Singleton
@Path("projects")
@Produces(MediaType.APPLICATION_JSON)
public class BoardResource {
  private static final String EXAMPLE = "{\"title\":\"Tune the bells\",\"assignee\":2,\"by\":1}";

  private Projects projects;
  private Tasks tasks;
  private Members members;
  private ListenerStatus listener;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Projects projects, Tasks tasks, Members members, ListenerStatus listener) {
    this.projects = projects;
    this.tasks = tasks;
    this.members = members;
    this.listener = listener;
  }

  /** Its tasks by their ids, from the one that follows {@code after}. */
  @GET
  @Path(ProjectResource.ONE + "/tasks")
  public Response tasks(
      @PathParam("id") int id,
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("200") String limit) {
    long from = QueryValue.whole("after", after, 0, Long.MAX_VALUE);
    int most = (int) QueryValue.whole("limit", limit, 1, 1000);
    Position before = listener.position();
    checkProject(id);
    return Answer.of(tasks.of(id, from, most), before).build();
  }

  /** Adds a task. */
  @POST
  @Path(ProjectResource.ONE + "/tasks")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(@PathParam("id") int id, String json, @Context UriInfo uri) {
    Body body = Body.parse(json, EXAMPLE);
    TaskText text = TaskText.of(body);
    String by = members.name("by", body.integer("by"));
    members.checkAssignee(text);
    checkProject(id);
    Task added = tasks.add(id, text, by);
    return Response.created(
            uri.getBaseUriBuilder().path("tasks").path(String.valueOf(added.getId())).build())
        .entity(added)
        .build();
  }

  /** Makes {@code count} tasks in one transaction; whoever watches the bar sees it move once. */
  @POST
  @Path(ProjectResource.ONE + "/imports")
  public JsonObject importMany(
      @PathParam("id") int id,
      @QueryParam("count") @DefaultValue("10000") String count,
      @QueryParam("by") @DefaultValue("1") String by) {
    int many = (int) QueryValue.whole("count", count, 1, 100_000);
    String name = members.name("by", (int) QueryValue.whole("by", by, 1, Integer.MAX_VALUE));
    checkProject(id);
    return Json.createObjectBuilder().add("imported", tasks.importMany(id, many, name)).build();
  }

  private void checkProject(int id) {
    if (projects.find(id) == null) {
      throw ProjectResource.none(id);
    }
  }
}
