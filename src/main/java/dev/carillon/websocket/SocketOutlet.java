package dev.carillon.websocket;

import dev.carillon.stream.Chunk;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Outlet;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * One session's way out: one frame in flight, the next when the container says that it went.
 * Containers queue whatever they are given without bound; so they are given one.
 */
final class SocketOutlet implements Outlet {
  private final Session session;
  private final RemoteEndpoint.Async remote;
  private final Executor closer;
  private final Runnable onProgress;
  private final Runnable onFailure;
  private List<String> frames = List.of();
  private int next;
  private volatile boolean inFlight;
  private volatile long progressAt = System.nanoTime();

  /**
   * @param closer where a session may be closed, which can block on a stuck client
   * @param onProgress called by the container's threads when a frame has gone
   * @param onFailure likewise when it can't go
   */
  SocketOutlet(Session session, Executor closer, Runnable onProgress, Runnable onFailure) {
    this.session = session;
    this.remote = session.getAsyncRemote();
    this.closer = closer;
    this.onProgress = onProgress;
    this.onFailure = onFailure;
  }

  @Override
  public boolean ready() {
    while (!inFlight && next < frames.size()) {
      inFlight = true; // before sending: the container may be done before it returns
      try {
        remote.sendText(frames.get(next++), this::sent);
      } catch (IllegalStateException closed) {
        onFailure.run();
        return false;
      }
    }
    return !inFlight;
  }

  @Override
  public void write(Chunk chunk) {
    frames = chunk.frames();
    next = 0;
    progressAt = System.nanoTime();
    ready();
  }

  @Override
  public long progressAt() {
    return progressAt;
  }

  private void sent(SendResult result) {
    progressAt = System.nanoTime();
    inFlight = false;
    if (result.isOK()) {
      onProgress.run();
    } else {
      onFailure.run();
    }
  }

  @Override
  public void close(CloseReason reason) {
    closer.execute(() -> closeSession(reason));
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
