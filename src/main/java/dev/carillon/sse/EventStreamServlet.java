package dev.carillon.sse;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the servlets of this room share: problems as JSON, and a response that becomes a stream. */
abstract class EventStreamServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answer(request, response);
    } catch (ProblemException e) {
      e.problem().send(response);
    }
  }

  /** Answers the request, or throws the problem with it. */
  abstract void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;

  /** Turns the response into a stream that lasts until somebody ends it. */
  static AsyncContext stream(HttpServletRequest request, HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "X-Accel-Buffering", "no"); // nginx would hold events back until its buffer is full
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    return context;
  }

  static ProblemException methodNotAllowed(
      HttpServletRequest request, HttpServletResponse response, String allowed) {
    response.setHeader("Allow", allowed);
    return new ProblemException(
        new Problem(
            405,
            "Method not allowed",
            request.getRequestURI()
                + " takes "
                + allowed
                + ", but was sent "
                + request.getMethod()));
  }
}
