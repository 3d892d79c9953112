package dev.carillon.e2e;

import static org.awaitility.Awaitility.await;

import dev.carillon.FrameListener;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A client of the socket that keeps whatever it is sent. */
final class SocketClient extends FrameListener implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<JsonObject> frames = new ArrayList<>();
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  private WebSocket socket;

  private SocketClient() {}

  /**
   * Connects as a page of this origin would; empty: as a program that is no browser.
   *
   * @throws java.util.concurrent.CompletionException if the handshake fails
   */
  static SocketClient connect(String origin) {
    return connect(origin, "");
  }

  /** Connects with what an address may say after its question mark. */
  static SocketClient withQuery(String query) {
    return connect("", "?" + query);
  }

  /**
   * As {@link #withQuery}, of one of several nodes.
   *
   * @param url its context root
   */
  static SocketClient withQuery(String url, String query) {
    return connectTo(url, "", "?" + query);
  }

  private static SocketClient connect(String origin, String query) {
    return connectTo(Carillon.running().url(), origin, query);
  }

  private static SocketClient connectTo(String url, String origin, String query) {
    SocketClient client = new SocketClient();
    WebSocket.Builder builder = Api.HTTP.newWebSocketBuilder().subprotocols("carillon.v1");
    if (!origin.isEmpty()) {
      builder.header("Origin", origin);
    }
    URI uri = URI.create(url.replaceFirst("^http", "ws") + "/socket" + query);
    client.socket = builder.buildAsync(uri, client).join();
    return client;
  }

  static SocketClient connect() {
    return connect("");
  }

  /** Sends a frame; apostrophes stand for quotation marks. */
  SocketClient send(String frame) {
    socket.sendText(frame.replace('\'', '"'), true).join();
    return this;
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  synchronized List<JsonObject> frames(String type) {
    return frames.stream().filter(frame -> frame.getString("type").equals(type)).toList();
  }

  /** Waits for the first frame of a type. */
  JsonObject awaitFrame(String type) {
    return awaitFrames(type, 1).get(0);
  }

  List<JsonObject> awaitFrames(String type, int count) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> frames(type).size() >= count);
    return frames(type);
  }

  /** Waits until the server has closed. */
  int awaitCloseCode() {
    await().atMost(PATIENCE).until(closeCode::isDone);
    return closeCode.join();
  }

  @Override
  protected void take(String frame) {
    frames.add(Api.json(frame));
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closeCode.completeExceptionally(failure);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
