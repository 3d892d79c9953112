package dev.carillon.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection under a response, for what neither Servlet nor WebSocket can do: end it while
 * output is pending, for {@code complete()} waits for a client that never reads; bound what the
 * connector takes in before it says that it is not ready; let it be silent for as long as it likes.
 *
 * <p>Each connector that is known has a class of its own, and nothing else knows it. On a server
 * that is not known nothing is bounded, which is said once, and {@link #cut} does nothing: the
 * connection ends with its client. Nobody throws because a server is another.
 */
public interface ClientConnection {
  /** What a connector, and the kernel, may hold for a client that does not keep up. */
  int QUEUED_BYTES = 65536;

  /** Prepares it for a stream: bounds what is queued, and switches idle timeouts off. */
  ClientConnection bound();

  /**
   * A response's body, which says that it is not ready as long as the server holds any of it back;
   * to be called before anything is written.
   *
   * @throws IOException if the response can't be written
   */
  default ServletOutputStream body(ServletResponse response) throws IOException {
    return response.getOutputStream();
  }

  /** Ends the connection at once; what is pending is lost. */
  void cut();

  /**
   * Finds it; to be called while the request is being served, since containers reuse request
   * objects.
   */
  static ClientConnection of(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return first(inner, List.of(GrizzlyConnection::of, UndertowConnection::of));
  }

  private static ClientConnection first(
      ServletRequest request,
      List<Function<ServletRequest, @Nullable ClientConnection>> connectors) {
    return connectors.stream()
        .map(connector -> connector.apply(request))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(() -> UnknownConnection.under(request));
  }
}
