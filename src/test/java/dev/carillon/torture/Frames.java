package dev.carillon.torture;

import dev.carillon.FrameListener;
import dev.carillon.change.Position;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What comes over one socket, until its client has left. Thread-safe. */
final class Frames extends FrameListener {
  private static final double NANOS = 1e9;

  private final List<Subscription> subscriptions;
  private final Consumer<String> complaints;
  private boolean over;
  private long heardAt = System.nanoTime();

  Frames(List<Subscription> subscriptions, Consumer<String> complaints) {
    this.subscriptions = subscriptions;
    this.complaints = complaints;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** The client leaves: whatever still comes, nobody sees it. */
  synchronized void end() {
    over = true;
  }

  synchronized double silentSeconds() {
    return (System.nanoTime() - heardAt) / NANOS;
  }

  @Override
  public synchronized @Nullable CompletionStage<?> onText(
      WebSocket socket, CharSequence part, boolean last) {
    heardAt = System.nanoTime();
    return super.onText(socket, part, last);
  }

  @Override
  protected void take(String frame) {
    if (!over) {
      try {
        read(frame);
      } catch (RuntimeException e) {
        complaints.accept("can't read what it is sent: " + e);
      }
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    end();
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    end();
  }

  private void read(String frame) {
    switch (Text.between(frame, "{\"type\":\"", "\"")) {
      case "change" -> shown(frame);
      case "subscribed" -> answered(frame).subscribed(position(frame));
      case "position" -> {
        boolean alone = subscriptions.size() == 1;
        subscriptions.forEach(each -> each.position(position(frame), alone));
      }
      case "reset" -> reset(frame);
      case "error" -> refused(frame);
      default -> complaints.accept("does not know " + frame);
    }
  }

  private void shown(String frame) {
    String topic = Seen.of(frame).topic();
    subscriptions.stream()
        .filter(each -> each.history().asksFor(topic))
        .findFirst()
        .ifPresentOrElse(
            each -> each.history().shown(frame),
            () -> complaints.accept("is shown what it did not ask for: " + frame));
  }

  /** One that answers a request is that subscription's alone, and any other is everybody's. */
  private void reset(String frame) {
    String reason = Text.between(frame, "\"reason\":\"", "\"");
    if (frame.contains("\"ref\":")) {
      answered(frame).history().reset(reason, position(frame));
    } else {
      List<ClientHistory> all =
          subscriptions.stream()
              .filter(Subscription::isAnswered)
              .map(Subscription::history)
              .toList();
      boolean cause = all.stream().anyMatch(ClientHistory::mayBeExpired);
      all.forEach(history -> history.reset(reason, position(frame), cause));
    }
  }

  private Subscription answered(String frame) {
    return subscriptions.get(Integer.parseInt(Text.between(frame, "\"ref\":", ",")));
  }

  private void refused(String frame) {
    if (!frame.contains("\"title\":\"Service unavailable\"")) {
      complaints.accept("is refused: " + frame);
    }
    over = true;
  }

  private static Position position(String frame) {
    return Position.parse(Text.between(frame, "\"position\":\"", "\""));
  }
}
