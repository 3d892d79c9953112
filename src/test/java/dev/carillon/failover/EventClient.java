package dev.carillon.failover;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Flow;

/** Reads the event stream, over one connection. */
final class EventClient implements Flow.Subscriber<String>, AutoCloseable {
  private final History history = new History();
  private volatile Flow.Subscription subscription;
  private String event = "";

  EventClient(Node node, String lastEventId) {
    var request =
        HttpRequest.newBuilder(node.uri("/api/events?topic=t"))
            .header("Last-Event-ID", lastEventId)
            .build();
    var unused = Node.HTTP.sendAsync(request, BodyHandlers.fromLineSubscriber(this));
  }

  History history() {
    return history;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.isEmpty()) {
      event = "";
    } else if (line.startsWith("event:")) {
      event = line.substring(6).strip();
    } else if (line.startsWith("data:") && !event.equals("ready")) {
      take(History.json(line.substring(5)));
    }
  }

  private void take(JsonObject data) {
    if (event.isEmpty()) {
      history.change(data);
    } else {
      history.reset(data.getString("position"), data.getString("reason", event));
    }
  }

  @Override
  public void onError(Throwable failure) {
    history.reset("", "by the end of the connection: " + failure);
  }

  @Override
  public void onComplete() {
    history.reset("", "by the end of the stream");
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
