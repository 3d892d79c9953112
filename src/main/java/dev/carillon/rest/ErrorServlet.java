package dev.carillon.rest;

import dev.carillon.change.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/**
 * Tells what no resource has answered, such as a page that does not exist, as a problem: the
 * container's own page would name the server and, on a failure, show its stack.
 */
public class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = response.getStatus() < 400 ? 404 : response.getStatus(); // asked for by its path
    Response.Status known = Response.Status.fromStatusCode(status);
    Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    new Problem(
            status,
            known == null ? "Error" : known.getReasonPhrase(),
            (asked == null ? request.getRequestURI() : asked) + " could not be served")
        .send(response);
  }
}
