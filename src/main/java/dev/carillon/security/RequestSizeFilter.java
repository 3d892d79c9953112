package dev.carillon.security;

import dev.carillon.change.Problem;
import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Refuses bodies that are too large, or of a size that is not said beforehand: nobody here needs to
 * send either.
 */
public class RequestSizeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private int largest;

  @Inject
  void wire(Settings settings) {
    largest = settings.requestSize();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long length = request.getContentLengthLong();
    if (length > largest) {
      refuse(
          Problem.tooLarge(
              "A request's body must be at most "
                  + largest
                  + " bytes ("
                  + Setting.REQUEST_SIZE.key()
                  + "), but has "
                  + length),
          response);
    } else if (length < 0 && request.getHeader("Transfer-Encoding") != null) {
      refuse(
          new Problem(411, "Length required", "A request with a body must say its Content-Length"),
          response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(Problem problem, HttpServletResponse response) throws IOException {
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(problem.json());
  }
}
