package dev.carillon.proxy;

import dev.carillon.FrameListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the socket, as a page of some origin. */
final class Frames extends FrameListener implements AutoCloseable {
  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  Frames(HttpClient http, Proxy proxy, String origin) {
    socket =
        http.newWebSocketBuilder()
            .subprotocols("carillon.v1")
            .header("Origin", origin)
            .buildAsync(
                URI.create(proxy.origin().replaceFirst("^http", "ws") + "/carillon/socket"), this)
            .join();
  }

  void subscribe(String topic) {
    socket.sendText("{\"type\":\"subscribe\",\"ref\":1,\"topic\":\"" + topic + "\"}", true).join();
  }

  /** The next one, empty if none comes. */
  String next() throws InterruptedException {
    String frame = frames.poll(20, TimeUnit.SECONDS);
    return frame == null ? "" : frame;
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
