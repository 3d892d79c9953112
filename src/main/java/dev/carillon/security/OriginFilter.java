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
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Keeps pages of foreign origins out: a browser sends their requests with its user's cookies, and
 * WebSocket handshakes know no same-origin policy at all. Clients that are no browsers send no
 * {@code Origin} and pass.
 */
public class OriginFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> SAFE = Set.of("GET", "HEAD");
  private transient List<String> allowed;

  @Inject
  void wire(Settings settings) {
    allowed = settings.origins();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String origin = request.getHeader("Origin");
    if (origin == null || isSame(origin, request)) {
      chain.doFilter(request, response);
    } else if (allowed.contains("*") || allowed.contains(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.addHeader("Vary", "Origin");
      if (request.getMethod().equals("OPTIONS")
          && request.getHeader("Access-Control-Request-Method") != null) {
        answerPreflight(response);
      } else {
        chain.doFilter(request, response);
      }
    } else if (SAFE.contains(request.getMethod())
        && request.getHeader("Sec-WebSocket-Key") == null) {
      chain.doFilter(
          request,
          response); // harmless: without our header the browser does not show the page what comes
      // back
    } else {
      refuse(origin, response);
    }
  }

  /** Compares with what the browser asked for; the scheme too, unless a proxy has taken TLS off. */
  private static boolean isSame(String origin, HttpServletRequest request) {
    String host = request.getHeader("Host");
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException notAnOrigin) {
      return false;
    }
  }

  private static void answerPreflight(HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
    response.setHeader("Access-Control-Allow-Headers", "Content-Type, Last-Event-ID");
    response.setHeader("Access-Control-Max-Age", "600");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static void refuse(String origin, HttpServletResponse response) throws IOException {
    Problem.forbidden(
            "Pages of "
                + origin
                + " may not do this; "
                + Setting.ORIGINS.key()
                + " would have to allow it")
        .send(response);
  }
}
