package dev.carillon.websocket;

import dev.carillon.stream.ClientConnection;
import dev.carillon.stream.CloseReason;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How one session ends: with a code, and for certain. Runs in the container's executor, since
 * closing can block on a stuck client.
 */
final class SocketCloser {
  /** For a client that begins to read again, and so learns why it was closed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Session session;
  private final Optional<ClientConnection> connection;
  private final ManagedScheduledExecutorService executor;

  /**
   * @param connection the one under the session, if it is known
   */
  SocketCloser(
      Session session,
      Optional<ClientConnection> connection,
      ManagedScheduledExecutorService executor) {
    this.session = session;
    this.connection = connection;
    this.executor = executor;
  }

  void close(CloseReason reason) {
    executor.execute(() -> closeSession(reason));
    // Tyrus would keep the connection, and the close frame behind what is stuck, as long as the
    // client does
    if (reason == CloseReason.TOO_SLOW && connection.isPresent()) {
      var unused =
          executor.schedule(connection.get()::cut, GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void closeSession(CloseReason reason) {
    try {
      session.close(new jakarta.websocket.CloseReason(code(reason), text(reason)));
    } catch (IOException | IllegalStateException alreadyGone) {
      // then there is nothing to close
    }
  }

  private static CloseCode code(CloseReason reason) {
    return switch (reason) {
      case GONE -> CloseCodes.NORMAL_CLOSURE;
      case TOO_SLOW -> CloseCodes.TRY_AGAIN_LATER;
      case VIOLATION -> CloseCodes.VIOLATED_POLICY;
      case SHUTDOWN -> CloseCodes.GOING_AWAY;
      case EXPIRED, FAILED -> CloseCodes.UNEXPECTED_CONDITION;
    };
  }

  private static String text(CloseReason reason) {
    return switch (reason) {
      case GONE -> "";
      case TOO_SLOW -> "The client reads too slowly; come back with the last position";
      case VIOLATION -> "Three malformed frames in a row";
      case SHUTDOWN -> "The server goes away; come back with the last position";
      case EXPIRED, FAILED -> "Unexpected failure";
    };
  }
}
