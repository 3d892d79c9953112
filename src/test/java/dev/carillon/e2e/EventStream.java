package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.awaitility.core.ConditionFactory;

/** A client of an event stream that keeps whatever it is sent. It does not come back by itself. */
final class EventStream implements Flow.Subscriber<String>, AutoCloseable {
  private static final ConditionFactory WAIT =
      await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));

  private final CompletableFuture<ResponseInfo> response = new CompletableFuture<>();
  private final List<ServerEvent> events = new ArrayList<>();
  private List<String> lines = new ArrayList<>();
  private Flow.Subscription subscription;
  private boolean ended;

  private EventStream() {}

  /** Opens it and waits until the server says that it is ready. */
  static EventStream open(String path, String... headers) {
    EventStream stream = connect(path, headers);
    stream.awaitEvent("ready");
    return stream;
  }

  /** Opens it and waits for the response's head. */
  static EventStream connect(String path, String... headers) {
    EventStream stream = new EventStream();
    HttpRequest.Builder request = Api.request(Carillon.running().uri(path), headers);
    var unused =
        Api.HTTP
            .sendAsync(
                request.build(),
                head -> {
                  stream.response.complete(head);
                  return BodySubscribers.fromLineSubscriber(stream);
                })
            .whenComplete((body, failure) -> stream.end(failure));
    assertThat(stream.response.join().statusCode()).as("status of " + path).isEqualTo(200);
    return stream;
  }

  ResponseInfo response() {
    return response.join();
  }

  synchronized List<ServerEvent> events() {
    return List.copyOf(events);
  }

  List<ServerEvent> messages() {
    return events().stream().filter(ServerEvent::isMessage).toList();
  }

  List<JsonObject> changes() {
    return messages().stream().map(ServerEvent::json).toList();
  }

  /** The ids of the rows that were inserted, in the order in which they came. */
  List<Integer> rowIds() {
    return changes().stream().map(change -> change.getJsonObject("new").getInt("id")).toList();
  }

  /** What an EventSource would come back with. */
  String lastId() {
    return events().stream()
        .filter(event -> event.has("id"))
        .reduce((first, second) -> second)
        .orElseThrow()
        .id();
  }

  /** Waits for so many messages, and makes sure that there is not one more. */
  List<JsonObject> awaitChanges(int count) {
    WAIT.until(() -> messages().size() >= count);
    assertThat(messages()).hasSize(count);
    return changes();
  }

  ServerEvent awaitEvent(String type) {
    WAIT.until(() -> find(type) != null);
    return find(type);
  }

  synchronized boolean ended() {
    return ended;
  }

  private ServerEvent find(String type) {
    return events().stream().filter(event -> event.type().equals(type)).findFirst().orElse(null);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(String line) {
    if (ended || line.equals(":")) {
      return; // the knock before a heartbeat is no part of an event
    }
    if (!line.isEmpty()) {
      lines.add(line);
    } else if (!lines.isEmpty()) {
      events.add(new ServerEvent(lines));
      lines = new ArrayList<>();
    }
  }

  @Override
  public void onError(Throwable failure) {
    // the response says so too
  }

  @Override
  public void onComplete() {
    // likewise
  }

  private synchronized void end(Throwable failure) {
    ended = true;
    response.completeExceptionally(new AssertionError("No response", failure)); // unless there was
  }

  /** Cuts the connection; what arrives from now on is not looked at. */
  synchronized void cutOff() {
    ended = true;
    subscription.cancel();
  }

  @Override
  public void close() {
    cutOff();
  }
}
