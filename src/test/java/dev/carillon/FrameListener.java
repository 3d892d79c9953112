package dev.carillon;

import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Takes the frames of a socket whole, in whatever parts they come. */
@NullMarked
public abstract class FrameListener implements WebSocket.Listener {
  private final StringBuilder parts = new StringBuilder();

  /** One frame at a time, in order; within this object's lock. */
  protected abstract void take(String frame);

  @Override
  public synchronized @Nullable CompletionStage<?> onText(
      WebSocket from, CharSequence part, boolean last) {
    parts.append(part);
    if (last) {
      String frame = parts.toString();
      parts.setLength(0);
      take(frame);
    }
    from.request(1);
    return null;
  }
}
