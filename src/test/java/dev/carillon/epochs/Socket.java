package dev.carillon.epochs;

import static org.awaitility.Awaitility.await;

import dev.carillon.FrameListener;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the socket, as far as these tests need one. */
final class Socket extends FrameListener implements AutoCloseable {
  private final List<String> frames = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  Socket(Node node) {
    URI uri = URI.create(node.uri("/carillon/socket").toString().replaceFirst("^http", "ws"));
    socket =
        Node.HTTP.newWebSocketBuilder().subprotocols("carillon.v1").buildAsync(uri, this).join();
  }

  void subscribe(String after) {
    socket
        .sendText(
            "{\"type\":\"subscribe\",\"ref\":1,\"topic\":\"t\",\"after\":\"" + after + "\"}", true)
        .join();
  }

  /** The first frame that says this. */
  String awaitFrame(String word) {
    await().atMost(Node.PATIENCE).until(() -> frames.stream().anyMatch(f -> f.contains(word)));
    return frames.stream().filter(f -> f.contains(word)).findFirst().orElseThrow();
  }

  @Override
  protected void take(String frame) {
    frames.add(frame);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
