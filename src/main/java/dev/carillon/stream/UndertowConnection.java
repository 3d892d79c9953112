package dev.carillon.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection of WildFly's connector. It queues what it was given last and no more. */
record UndertowConnection(Object connection) implements ClientConnection {
  private static final String OPTION = "org.xnio.Option";
  private static final String OPTIONS = "org.xnio.Options";

  /** The request's connection; null if the connector is another. */
  static @Nullable ClientConnection of(ServletRequest request) {
    Object connection =
        PublicMethod.call(PublicMethod.call(request, "getExchange"), "getConnection");
    return connection == null ? null : new UndertowConnection(connection);
  }

  /**
   * Undertow ends a WebSocket whose client sends nothing for 90 s, and a response that was silent
   * for as long: we have heartbeats and a limit of our own. As to the kernel's buffer, see {@link
   * GrizzlyConnection#bound}.
   */
  @Override
  public ClientConnection bound() {
    set("SEND_BUFFER", QUEUED_BYTES);
    set("READ_TIMEOUT", 0);
    set("WRITE_TIMEOUT", 0);
    return this;
  }

  /**
   * A flush that the client has no room for leaves the bytes in the servlet's buffer of 16 KB, and
   * says that it is ready: they would wait for the next write. What does not fit into the buffer is
   * written by the connector as soon as there is room, and so is everything if the buffer is small.
   */
  @Override
  public ServletOutputStream body(ServletResponse response) throws IOException {
    response.setBufferSize(1);
    return response.getOutputStream();
  }

  private void set(String name, int value) {
    // The WAR does not see this library, but the connection does
    ClassLoader loader = connection.getClass().getClassLoader();
    try {
      Object option = loader.loadClass(OPTIONS).getField(name).get(null);
      Class<?>[] types = {loader.loadClass(OPTION), Object.class};
      PublicMethod.demand(connection, "setOption", types, option, value);
    } catch (ReflectiveOperationException | RuntimeException e) {
      UnboundedWarning.ONCE.say(connection.getClass(), name);
    }
  }

  @Override
  public void cut() {
    PublicMethod.demand(connection, "close", new Class<?>[0]);
  }
}
