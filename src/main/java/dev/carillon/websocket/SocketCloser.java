package dev.carillon.websocket;

import dev.carillon.stream.ClientConnection;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Workers;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * How one session ends: with a code, and for certain. By a worker, since closing can block on a
 * stuck client.
 */
final class SocketCloser {
  /** For a client that begins to read again, and so learns why it was closed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Session session;
  private final Optional<ClientConnection> connection;
  private final Workers workers;

  /**
   * @param connection the one under the session, if it is known
   */
  SocketCloser(Session session, Optional<ClientConnection> connection, Workers workers) {
    this.session = session;
    this.connection = connection;
    this.workers = workers;
  }

  void close(CloseReason reason) {
    workers.execute(() -> closeSession(reason));
  }

  /** Ends it by force, after a while in which the client may begin to read again. */
  void closeSoon(CloseReason reason) {
    var unused =
        workers.schedule(
            () -> {
              connection.ifPresent(ClientConnection::cut);
              closeSession(reason);
            },
            GRACE);
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
