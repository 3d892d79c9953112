package dev.carillon.stream;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection of Payara's connector. It has no idle timeout once a request has been read. */
record GrizzlyConnection(Object connection, @Nullable Object response) implements ClientConnection {
  private static final Logger LOGGER = System.getLogger(GrizzlyConnection.class.getName());

  /** Grizzly's least, in bytes. */
  private static final int LEAST_BUFFER = 512;

  /** The request's connection; null if the connector is another. */
  static @Nullable ClientConnection of(ServletRequest request) {
    Object coyote = PublicMethod.call(request, "getUnwrappedCoyoteRequest");
    Object inner = PublicMethod.call(coyote, "getCoyoteRequest");
    Object connection = PublicMethod.call(inner, "getConnection");
    return connection == null
        ? null
        : new GrizzlyConnection(connection, PublicMethod.call(inner, "getResponse"));
  }

  /**
   * Grizzly's own bound is four times the socket's buffer, which the kernel lets grow: 11 MB a
   * stuck client.
   *
   * <p>The kernel is given a bound as well: it says that there is room again when a third of its
   * buffer is free, and of 4 MB that takes a client of 10 KB/s two minutes. It would be closed as
   * one that never reads.
   *
   * <p>And the response's own buffer is made as small as it can be: what fits into it is copied
   * there, into 8 KB that are new each time, and what does not goes to the socket as it is. The
   * servlet's method never makes it smaller.
   */
  @Override
  public ClientConnection bound() {
    PublicMethod.demand(
        connection, "setMaxAsyncWriteQueueSize", new Class<?>[] {int.class}, QUEUED_BYTES);
    PublicMethod.call(response, "setBufferSize", new Class<?>[] {int.class}, LEAST_BUFFER);
    if (PublicMethod.call(connection, "getChannel") instanceof SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, QUEUED_BYTES);
      } catch (IOException closed) {
        LOGGER.log(Level.DEBUG, "The client has gone already", closed);
      }
    }
    return this;
  }

  @Override
  public void cut() {
    PublicMethod.demand(connection, "terminateSilently", new Class<?>[0]);
  }
}
