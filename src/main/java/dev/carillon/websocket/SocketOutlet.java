package dev.carillon.websocket;

import dev.carillon.stream.Chunk;
import dev.carillon.stream.CloseReason;
import dev.carillon.stream.Outlet;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * One session's way out: one run of frames in flight, the next when the container says that it
 * went. Containers queue whatever they are given without bound; so they are given one.
 */
final class SocketOutlet implements Outlet {
  private final RemoteEndpoint.Async remote;
  private final Executor sender;
  private final SocketCloser closer;
  private final Runnable onProgress;
  private final Runnable onFailure;
  private final Optional<RawFrames> below;
  private List<FrameRun> runs = List.of(); // handed from thread to thread through busy and sender
  private int next;
  private long before;
  private volatile boolean busy;
  private volatile boolean ending;
  private volatile long progressAt = System.nanoTime();
  private volatile long step;

  /**
   * @param sender where frames are handed to the container one by one
   * @param onProgress called when everything has gone
   * @param onFailure called when something can't go
   */
  SocketOutlet(
      Session session,
      Executor sender,
      SocketCloser closer,
      Runnable onProgress,
      Runnable onFailure) {
    this.remote = session.getAsyncRemote();
    this.below = RawFrames.of(session);
    this.sender = below.isPresent() ? Runnable::run : sender;
    this.closer = closer;
    this.onProgress = onProgress;
    this.onFailure = onFailure;
  }

  @Override
  public boolean ready() {
    return !busy;
  }

  @Override
  public void write(Chunk chunk) {
    runs =
        below.isPresent()
            ? chunk.as(FrameRuns.class, FrameRuns::together).runs()
            : chunk.as(FrameRuns.class, FrameRuns::oneByOne).runs();
    next = 0;
    progressAt = System.nanoTime();
    busy = true;
    sendNext();
  }

  @Override
  public long progressAt() {
    return progressAt;
  }

  /**
   * This run and the one before, of which one frame may be as large as any row: Undertow says when
   * all of it has gone; Tyrus when it takes it, and it takes the next when all of it has gone.
   */
  @Override
  public long step() {
    return step;
  }

  /**
   * By a task of its own for each frame where there are many, also where the container calls back
   * at once: the stack stays flat, and sessions take turns. A chunk has but few runs of many.
   */
  private void sendNext() {
    try {
      sender.execute(this::send);
    } catch (RejectedExecutionException stopping) {
      onFailure.run();
    }
  }

  private void send() {
    try {
      FrameRun run = runs.get(next);
      step = before + run.length();
      before = run.length();
      if (below.isPresent()) {
        below.get().send(run.toWrite(), this::sent);
      } else {
        remote.sendText(run.text(), result -> sent(result.isOK()));
      }
    } catch (RuntimeException closed) { // Tyrus throws a bare one
      onFailure.run();
    }
  }

  private void sent(boolean went) {
    progressAt = System.nanoTime();
    if (!went) {
      onFailure.run();
    } else if (ending) {
      closer.close(CloseReason.TOO_SLOW);
    } else if (++next < runs.size()) {
      sendNext();
    } else {
      busy = false;
      onProgress.run();
    }
  }

  /**
   * Behind a frame that is stuck no close frame gets through: Tyrus would drop it. So a client that
   * is too slow learns why as soon as it takes that frame, if it still does.
   */
  @Override
  public void close(CloseReason reason) {
    ending = reason == CloseReason.TOO_SLOW; // before looking: the frame may go just now
    if (ending && busy) {
      closer.closeSoon(reason);
    } else {
      closer.close(reason);
    }
  }
}
