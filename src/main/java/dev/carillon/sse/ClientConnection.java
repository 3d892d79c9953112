package dev.carillon.sse;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection under a response, for the one thing Servlet can't do: end it while output is
 * pending. {@code complete()} waits for a client that never reads, so its socket and buffers would
 * stay for as long as the client does.
 *
 * <p>The one place that knows connectors by name. Payara's (Grizzly) is reached by its public
 * methods, by reflection so that the WAR needs nothing of it; on a server that is not known, {@link
 * #cut} does nothing and the connection ends with its client.
 */
final class ClientConnection {
  private static final Logger LOGGER = System.getLogger(ClientConnection.class.getName());
  private static final String[] PAYARA = {
    "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getConnection"
  };
  private static final String PAYARA_CUT = "terminateSilently";

  private final @Nullable Object connection;

  private ClientConnection(@Nullable Object connection) {
    this.connection = connection;
  }

  /**
   * Finds it; to be called while the request is being served, since containers reuse request
   * objects.
   */
  static ClientConnection of(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    Object found = inner;
    for (String step : PAYARA) {
      found = found == null ? null : call(found, step);
    }
    return new ClientConnection(found);
  }

  /** Ends the connection at once; what is pending is lost. */
  void cut() {
    if (connection != null) {
      call(connection, PAYARA_CUT);
    }
  }

  private static @Nullable Object call(Object target, String name) {
    try {
      Method method = target.getClass().getMethod(name);
      method.setAccessible(true); // public, but perhaps of a class that is not
      return method.invoke(target);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.log(Level.DEBUG, "No {0} on {1}", name, target.getClass());
      return null;
    }
  }
}
