package dev.carillon.proxy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An EventSource without a thread of its own: when a stream ends it waits as it was told, and comes
 * back with its last id.
 */
final class Viewer implements Flow.Subscriber<String>, AutoCloseable {
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "viewers");
            thread.setDaemon(true);
            return thread;
          });
  private static final String ROW = "data: {\"id\":";

  private final HttpClient http;
  private final URI uri;
  private final Diary diary = new Diary();
  private final List<String> event = new ArrayList<>();
  private Flow.Subscription subscription;
  private String lastId = "";
  private long retry = 1000; // ms, until it is told
  private boolean closed;

  private Viewer(HttpClient http, URI uri) {
    this.http = http;
    this.uri = uri;
  }

  static Viewer of(HttpClient http, String origin, String topic) {
    String uri = origin + "/carillon/api/events?format=row&topic=" + topic;
    Viewer viewer = new Viewer(http, URI.create(uri));
    viewer.connect();
    return viewer;
  }

  Diary diary() {
    return diary;
  }

  private synchronized void connect() {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    var unused =
        http.sendAsync(request.build(), this::body)
            .whenComplete((body, failure) -> comeBack(String.valueOf(failure)));
  }

  private BodySubscriber<Void> body(ResponseInfo head) {
    if (head.statusCode() != 200) {
      diary.complains("status " + head.statusCode());
      return BodySubscribers.replacing(null);
    }
    return BodySubscribers.fromLineSubscriber(this);
  }

  private synchronized void comeBack(String why) {
    if (!closed) {
      diary.leaves(why);
      event.clear(); // cut off amid an event: it comes again
      var unused = CLOCK.schedule(this::connect, retry, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(String line) {
    if (line.isEmpty()) {
      event.forEach(this::take);
      event.clear();
    } else {
      event.add(line);
    }
  }

  private void take(String line) {
    if (line.startsWith("id: ")) {
      lastId = line.substring(4);
    } else if (line.startsWith("retry: ")) {
      retry = Long.parseLong(line.substring(7));
    } else if (line.equals("event: ready")) {
      diary.arrives();
    } else if (line.equals("event: reset")) {
      diary.complains(event.toString());
    } else if (line.startsWith(ROW)) {
      diary.sees(Integer.parseInt(line.substring(ROW.length()).replaceFirst("[,}].*", "")));
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

  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
