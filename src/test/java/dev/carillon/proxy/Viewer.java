package dev.carillon.proxy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An EventSource without a thread of its own: when a stream ends it waits as it was told and comes
 * back with its last id. It expects the rows 1, 2, 3 … and keeps only what is not so.
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
  private final List<String> event = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private Flow.Subscription subscription;
  private String lastId = "";
  private long retry;
  private long leftAt;
  private Duration longestAway = Duration.ZERO;
  private int rows;
  private int returns = -1;
  private boolean here;
  private boolean closed;

  private Viewer(HttpClient http, URI uri) {
    this.http = http;
    this.uri = uri;
  }

  static Viewer of(HttpClient http, String proxy, String topic) {
    Viewer viewer =
        new Viewer(http, URI.create(proxy + "/carillon/api/events?format=row&topic=" + topic));
    viewer.leftAt = System.nanoTime();
    viewer.connect();
    return viewer;
  }

  private synchronized void connect() {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    var unused =
        http.sendAsync(request.build(), this::body)
            .whenComplete((body, failure) -> leave(String.valueOf(failure)));
  }

  private BodySubscriber<Void> body(ResponseInfo head) {
    if (head.statusCode() != 200) {
      complain("status " + head.statusCode());
      return BodySubscribers.replacing(null);
    }
    return BodySubscribers.fromLineSubscriber(this);
  }

  private synchronized void leave(String why) {
    if (!here && !closed) {
      complain("could not come: " + why);
    }
    leftAt = here ? System.nanoTime() : leftAt;
    here = false;
    event.clear();
    if (!closed) {
      var unused = CLOCK.schedule(this::connect, retry, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether it has a stream that is ready. */
  synchronized boolean isHere() {
    return here;
  }

  /** It has seen the rows from 1 to this one. */
  synchronized int rows() {
    return rows;
  }

  synchronized int returns() {
    return returns;
  }

  /** The longest time from the end of a stream to the next one's ready. */
  synchronized Duration longestAway() {
    return longestAway;
  }

  /** What should not have happened to it. */
  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(String line) {
    if (!line.isEmpty()) {
      event.add(line);
    } else {
      take();
      event.clear();
    }
  }

  private void take() {
    for (String line : event) {
      if (line.startsWith("id: ")) {
        lastId = line.substring(4);
      } else if (line.startsWith("retry: ")) {
        retry = Long.parseLong(line.substring(7));
      } else if (line.equals("event: ready")) {
        arrive();
      } else if (line.equals("event: reset")) {
        complain(event.toString());
      } else if (line.startsWith(ROW)) {
        see(Integer.parseInt(line.substring(ROW.length()).split("[,}]")[0]));
      }
    }
  }

  private void arrive() {
    Duration away = Duration.ofNanos(System.nanoTime() - leftAt);
    longestAway = returns >= 0 && away.compareTo(longestAway) > 0 ? away : longestAway;
    here = true;
    returns++;
  }

  private void see(int row) {
    if (row == rows + 1) {
      rows = row;
    } else {
      complain("row " + row + " after row " + rows);
    }
  }

  private synchronized void complain(String what) {
    if (complaints.size() < 10) {
      complaints.add(what);
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
