package dev.carillon.failover;

import dev.carillon.FrameListener;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;

/** Reads a topic over one socket. */
final class SocketClient extends FrameListener implements AutoCloseable {
  private final History history = new History();
  private final WebSocket socket;

  SocketClient(Node node, String after) {
    URI uri = URI.create(node.uri("/socket").toString().replaceFirst("^http", "ws"));
    socket =
        Node.HTTP.newWebSocketBuilder().subprotocols("carillon.v1").buildAsync(uri, this).join();
    socket
        .sendText(
            "{\"type\":\"subscribe\",\"ref\":1,\"topic\":\"t\",\"after\":\"" + after + "\"}", true)
        .join();
  }

  History history() {
    return history;
  }

  @Override
  protected void take(String text) {
    JsonObject frame = History.json(text);
    switch (frame.getString("type")) {
      case "change" -> history.change(frame);
      case "subscribed", "position" -> {} // no news
      default ->
          history.reset(
              frame.getString("position", ""), frame.getString("reason", frame.toString()));
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    history.reset("", "by the close code " + code);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
