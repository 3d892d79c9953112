package dev.carillon.security;

import dev.carillon.change.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Has what a request writes signed by the caller whom the container, or a filter before this one,
 * has found out. It asks nobody to log in.
 */
public class CallerFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Caller.Term term = Caller.is(request::getUserPrincipal);
    try {
      chain.doFilter(request, response);
    } finally {
      term.end();
    }
  }
}
