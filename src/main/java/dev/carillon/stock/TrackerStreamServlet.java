package dev.carillon.stock;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code GET /api/tracker/v3}: live over the log, with replay by {@code Last-Event-ID}: the event
 * stream under the tutorial's name.
 */
@WebServlet(urlPatterns = "/api/tracker/v3", asyncSupported = true)
public class TrackerStreamServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request
        .getRequestDispatcher("/api/events?topic=stock_price&format=row")
        .forward(request, response);
  }
}
