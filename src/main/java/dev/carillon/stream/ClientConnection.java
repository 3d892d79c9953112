package dev.carillon.stream;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection under a response, for two things that neither Servlet nor WebSocket can do:
 * end it while output is pending, for {@code complete()} waits for a client that never reads; and
 * bound what the connector takes in before it says that it is not ready.
 *
 * <p>The one place that knows connectors by name. Payara's (Grizzly) is reached by its public
 * methods, by reflection so that the WAR needs nothing of it. On a server that is not known nothing
 * is bounded, and {@link #cut} does nothing: the connection ends with its client.
 */
public final class ClientConnection {
  private static final Logger LOGGER = System.getLogger(ClientConnection.class.getName());
  private static final int QUEUED_BYTES = 65536;
  private static final String[] PAYARA = {
    "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getConnection"
  };
  private static final String PAYARA_CUT = "terminateSilently";
  private static final String PAYARA_BOUND = "setMaxAsyncWriteQueueSize";
  private static final String PAYARA_CHANNEL = "getChannel";

  private final @Nullable Object connection;

  private ClientConnection(@Nullable Object connection) {
    this.connection = connection;
  }

  /**
   * Finds it; to be called while the request is being served, since containers reuse request
   * objects.
   */
  public static ClientConnection of(ServletRequest request) {
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

  /**
   * Lets the connector queue about 64 KB for a client that does not keep up. Grizzly's own bound is
   * four times the socket's buffer, which the kernel lets grow: 11 MB a stuck client.
   *
   * <p>The kernel is given a bound as well: it says that there is room again when a third of its
   * buffer is free, and of 4 MB that takes a client of 10 KB/s two minutes. It would be closed as
   * one that never reads.
   */
  public ClientConnection bound() {
    if (connection != null) {
      try {
        open(connection.getClass().getMethod(PAYARA_BOUND, int.class))
            .invoke(connection, QUEUED_BYTES);
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOGGER.log(Level.DEBUG, "No {0} on {1}", PAYARA_BOUND, connection.getClass());
      }
      boundKernel();
    }
    return this;
  }

  private void boundKernel() {
    if (connection != null && call(connection, PAYARA_CHANNEL) instanceof SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, QUEUED_BYTES);
      } catch (IOException closed) {
        LOGGER.log(Level.DEBUG, "The client has gone already", closed);
      }
    }
  }

  /** Ends the connection at once; what is pending is lost. */
  public void cut() {
    if (connection != null) {
      call(connection, PAYARA_CUT);
    }
  }

  private static @Nullable Object call(Object target, String name) {
    try {
      return open(target.getClass().getMethod(name)).invoke(target);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOGGER.log(Level.DEBUG, "No {0} on {1}", name, target.getClass());
      return null;
    }
  }

  /** Public, but perhaps of a class that is not. */
  private static Method open(Method method) {
    method.setAccessible(true);
    return method;
  }
}
