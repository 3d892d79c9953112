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
      Problem.tooLarge(
              "A request's body must be at most "
                  + largest
                  + " bytes ("
                  + Setting.REQUEST_SIZE.key()
                  + "), but has "
                  + length)
          .send(response);
    } else if (length < 0 && request.getHeader("Transfer-Encoding") != null) {
      new Problem(411, "Length required", "A request with a body must say its Content-Length")
          .send(response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
