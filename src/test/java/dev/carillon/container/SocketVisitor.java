package dev.carillon.container;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A visitor of the socket. */
public final class SocketVisitor extends Visitor implements WebSocket.Listener {
  private static final Pattern POSITION = Pattern.compile("\"position\":\"([^\"]+)\"");
  private static final int GOING_AWAY = 1001;
  private static final int NO_GOODBYE = 1006;

  private final StringBuilder text = new StringBuilder();
  private volatile CompletableFuture<Integer> closeCode = new CompletableFuture<>();

  @Override
  void come(URI application) {
    closeCode = new CompletableFuture<>();
    URI socket = URI.create(application.resolve("socket").toString().replaceFirst("http", "ws"));
    String subscribe =
        "{\"type\":\"subscribe\",\"ref\":1,\"topic\":\"%s\",\"after\":\"%s\"}"
            .formatted(TOPIC, position());
    HTTP.newWebSocketBuilder()
        .subprotocols("carillon.v1")
        .buildAsync(socket, this)
        .thenCompose(open -> open.sendText(subscribe, true))
        .join();
  }

  @Override
  boolean hasLeft() {
    return closeCode.isDone();
  }

  @Override
  String complaint() {
    int code = closeCode.getNow(0);
    return code == GOING_AWAY ? "" : "closed with " + code;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      String frame = text.toString();
      text.setLength(0);
      take(frame);
      Matcher position = POSITION.matcher(frame);
      if (position.find()) {
        stands(position.group(1));
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closeCode.complete(NO_GOODBYE);
  }
}
