package dev.carillon.container;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A visitor of the event stream. */
public final class EventVisitor extends Visitor implements Flow.Subscriber<String> {
  private static final String ID = "id: ";
  private static final String DATA = "data: ";
  private static final String RETRY = "retry: ";
  private static final String BYE = "event: bye";

  private String id = "";
  private String data = "";
  private volatile boolean left;
  private volatile boolean saidBye;
  private volatile int retry;

  @Override
  void come(URI application) {
    id = position();
    data = "";
    left = false;
    saidBye = false;
    URI events = application.resolve("api/events?topic=" + TOPIC + "&lastEventId=" + position());
    CompletableFuture<Integer> status = new CompletableFuture<>();
    var unused =
        HTTP.sendAsync(
                HttpRequest.newBuilder(events).build(),
                head -> {
                  status.complete(head.statusCode());
                  return BodySubscribers.fromLineSubscriber(this);
                })
            .whenComplete(
                (body, failure) -> {
                  left = true;
                  status.complete(0);
                });
    if (status.join() != 200) {
      throw new IllegalStateException("status " + status.join() + " of " + events);
    }
  }

  @Override
  boolean hasLeft() {
    return left;
  }

  @Override
  String complaint() {
    return saidBye && retry >= 500 && retry <= 3500 ? "" : "bye " + saidBye + ", retry " + retry;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    if (line.isEmpty()) {
      stands(id);
      take(data);
      data = "";
    } else if (line.startsWith(ID)) {
      id = line.substring(ID.length());
    } else if (line.startsWith(DATA)) {
      data = line;
    } else if (line.startsWith(RETRY)) {
      retry = Integer.parseInt(line.substring(RETRY.length()));
    } else if (line.equals(BYE)) {
      saidBye = true;
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
}
