package dev.carillon.websocket;

import dev.carillon.stream.ClientConnection;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Before the container's own WebSocket filter: keeps hold of the connection under a handshake,
 * which a session does not show.
 */
public class HandshakeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private transient Handshakes handshakes;

  @Inject
  void wire(Handshakes underway) {
    handshakes = underway;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String name = handshakes.begin(ClientConnection.of(request).bound());
    try {
      chain.doFilter(new NamedHandshake(request, name), response);
    } finally {
      if (response.getStatus() != HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
        handshakes.end(name); // there will be no session to ask for it
      }
    }
  }
}
