package dev.carillon.rest;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Whatever goes wrong in a resource is told as a problem; what only operators should know goes to
 * the log.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOGGER = System.getLogger(ProblemMapper.class.getName());

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException standard) {
      return standard(standard);
    }
    return answer(problem(failure));
  }

  /** The answer to a request that has this problem. */
  static Response answer(Problem problem) {
    Response.ResponseBuilder response = Response.status(problem.status());
    if (problem.status() == 503) {
      response.header("Retry-After", "2");
    }
    return response.type(Problem.MEDIA_TYPE).entity(problem.json()).build();
  }

  private static Problem problem(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException known) {
        return known.problem();
      }
    }
    LOGGER.log(Level.ERROR, "A request failed unexpectedly", failure);
    return new Problem(
        500, "Internal server error", "The server failed on this request; its log tells why");
  }

  private static Response standard(WebApplicationException failure) {
    Response response = failure.getResponse();
    String title = response.getStatusInfo().getReasonPhrase();
    if (response.getStatus() < 400 || response.hasEntity()) {
      return response; // an answer of its own, such as of an application that bundles us
    }
    Problem problem =
        new Problem(response.getStatus(), title, String.valueOf(failure.getMessage()));
    return Response.fromResponse(response).type(Problem.MEDIA_TYPE).entity(problem.json()).build();
  }
}
