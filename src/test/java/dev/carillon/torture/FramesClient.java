package dev.carillon.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client of the socket with a subscription for each of its topics, which all come and go with one
 * connection and have each a place of their own.
 */
final class FramesClient extends RestlessClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final double GLANCE_SECONDS = 0.05;

  private final List<Subscription> subscriptions;

  FramesClient(
      String name,
      long seed,
      List<String> selectors,
      List<Wire> nodes,
      Truth truth,
      Verdict verdict) {
    super(name, seed, nodes, verdict);
    this.subscriptions =
        selectors.stream()
            .map(
                selector ->
                    new Subscription(
                        selector,
                        new ClientHistory(
                            name + " on " + selector, List.of(selector), truth, verdict)))
            .toList();
  }

  @Override
  List<ClientHistory> histories() {
    return subscriptions.stream().map(Subscription::history).toList();
  }

  @Override
  void visit(Wire node) throws IOException {
    Frames frames = new Frames(subscriptions, this::complain);
    URI uri = URI.create("ws://127.0.0.1:" + node.port() + "/carillon/socket");
    WebSocket socket =
        await(
            HTTP.newWebSocketBuilder()
                .subprotocols("carillon.v1")
                .connectTimeout(Duration.ofSeconds(3))
                .buildAsync(uri, frames));
    try {
      for (int ref = 0; ref < subscriptions.size(); ref++) {
        subscriptions.get(ref).connects("port " + node.target().getPort());
        await(socket.sendText(subscriptions.get(ref).request(ref), true));
        if (random().nextInt(4) == 0 && !pause(Pauses.between(random(), 0, 0.5))) {
          return;
        }
      }
      while (!frames.isOver() && pause(GLANCE_SECONDS)) {
        if (frames.silentSeconds() > SILENCE_SECONDS) {
          return;
        }
      }
    } finally {
      frames.end(); // what is still on its way was not seen
      socket.abort();
    }
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException {
    try {
      return future.get((long) SILENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      future.cancel(true);
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
