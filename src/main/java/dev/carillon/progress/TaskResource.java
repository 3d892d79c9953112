package dev.carillon.progress;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/tasks/{id}}: one task, changed by whoever has its present version. It knows nothing
 * of streams, nor of how far the project is.
 */
@Singleton
@Path("tasks/{id: [0-9]{1,18}}")
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {
  private Tasks tasks;
  private Members members;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Tasks tasks, Members members) {
    this.tasks = tasks;
    this.members = members;
  }

  /** The task as it is. */
  @GET
  public Task find(@PathParam("id") long id) {
    return found(tasks.find(id), id);
  }

  /** Changes the task; 409 says who was quicker, and with what. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Task change(@PathParam("id") long id, String body) {
    TaskEdit edit = TaskEdit.parse(body);
    String by = members.name("by", edit.by());
    members.checkAssignee(edit.text());
    try {
      return found(tasks.change(id, edit, by), id);
    } catch (StaleTaskException e) {
      throw new ProblemException(Conflict.of(found(tasks.find(id), id), edit.version()));
    }
  }

  /** Deletes the task. */
  @DELETE
  public void delete(@PathParam("id") long id) {
    if (!tasks.delete(id)) {
      throw none(id);
    }
  }

  private static Task found(@Nullable Task task, long id) {
    if (task == null) {
      throw none(id);
    }
    return task;
  }

  private static ProblemException none(long id) {
    return new ProblemException(Problem.notFound("There is no task " + id));
  }
}
