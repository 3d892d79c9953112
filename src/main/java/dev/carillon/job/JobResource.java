package dev.carillon.job;

import dev.carillon.change.Answer;
import dev.carillon.change.ListenerStatus;
import dev.carillon.change.Permissions;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.QueryValue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
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
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/jobs}: rows to wait for. {@code X-Carillon-Position} is where the log stood before
 * the row was read: whoever waits from there misses no change of it.
 */
@Singleton
@Path("jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {
  private static final String ONE = "{id: [0-9]{1,18}}";
  private static final String CHANNEL = "demo";

  private Jobs jobs;
  private OpenJobs open;
  private ListenerStatus listener;
  private Permissions permissions;

  // Not by the constructor: RESTEasy takes no class without one that it could call itself
  @Inject
  void wire(Jobs jobs, OpenJobs open, ListenerStatus listener, Permissions permissions) {
    this.jobs = jobs;
    this.open = open;
    this.listener = listener;
    this.permissions = permissions;
  }

  /** The jobs that are not over: how many, and the oldest of them, oldest first. */
  @GET
  public Response open(@QueryParam("limit") @DefaultValue("100") String limit) {
    int most = QueryValue.integer("limit", limit, 1, 1000);
    Position before = listener.position();
    return Answer.of(open.summary(most), before).build();
  }

  /** Stores a job. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(String body, @Context UriInfo uri) {
    Position before = listener.position();
    Job added = jobs.add(JobState.parse(body));
    return Response.created(
            uri.getAbsolutePathBuilder().path(String.valueOf(added.getId())).build())
        .header(Answer.POSITION, before)
        .entity(added)
        .build();
  }

  /** The job as it is. */
  @GET
  @Path(ONE)
  public Response find(@PathParam("id") long id) {
    Position before = listener.position();
    return Answer.of(found(jobs.find(id), id), before).build();
  }

  /** Changes the job. */
  @PUT
  @Path(ONE)
  @Consumes(MediaType.APPLICATION_JSON)
  public Job change(@PathParam("id") long id, String body) {
    return found(jobs.change(id, JobState.parse(body)), id);
  }

  /**
   * Changes the job and notifies the raw channel {@code demo} with its note, in one transaction
   * that ends as {@code outcome} says.
   */
  @POST
  @Path(ONE + "/attempts")
  @Consumes(MediaType.APPLICATION_JSON)
  public void attempt(
      @PathParam("id") long id,
      @QueryParam("outcome") @DefaultValue("commit") String outcome,
      String body) {
    if (!outcome.equals("commit") && !outcome.equals("rollback")) {
      throw new ProblemException(
          Problem.badRequest("outcome must be commit or rollback, but is \"" + outcome + "\""));
    }
    JobState state = JobState.parse(body);
    permissions.checkPublish(CHANNEL);
    if (!jobs.attempt(id, state, CHANNEL, outcome.equals("commit"))) {
      throw none(id);
    }
  }

  private static Job found(@Nullable Job job, long id) {
    if (job == null) {
      throw none(id);
    }
    return job;
  }

  private static ProblemException none(long id) {
    return new ProblemException(Problem.notFound("There is no job " + id));
  }
}
