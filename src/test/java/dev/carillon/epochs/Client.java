package dev.carillon.epochs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A client of the event stream that never goes away, and notes what it is told. */
final class Client implements Flow.Subscriber<String>, AutoCloseable {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private String event = "";
  private String id = "";
  private volatile Flow.Subscription subscription;

  Client(Node node, String lastEventId) {
    var request =
        HttpRequest.newBuilder(node.uri("/carillon/api/events?topic=t"))
            .header("Last-Event-ID", lastEventId)
            .build();
    var unused = Node.HTTP.sendAsync(request, BodyHandlers.fromLineSubscriber(this));
    await().atMost(Node.PATIENCE).until(() -> !told.isEmpty());
    assertThat(told.get(0)).isEqualTo("ready");
  }

  /** What it was told since it was ready: rows' numbers, and resets with their reasons. */
  List<String> told() {
    return told.stream().skip(1).toList();
  }

  /** What it would come back with after this row. */
  String tokenOf(int row) {
    awaitTold(Integer.toString(row));
    return tokens.get(told.indexOf(Integer.toString(row)));
  }

  void awaitTold(String last) {
    await()
        .atMost(Node.PATIENCE)
        .untilAsserted(() -> assertThat(told).as("as told").contains(last));
  }

  /** Rows of a range as they are told, for comparing. */
  static List<String> rows(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).collect(Collectors.toList());
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
    } else if (line.startsWith("id:")) {
      id = line.substring(3).strip();
    } else if (line.startsWith("data:")) {
      note(line.substring(5));
    }
  }

  private void note(String data) {
    try (var reader = Json.createReader(new StringReader(data))) {
      JsonObject json = reader.readObject();
      tokens.add(id);
      switch (event) {
        case "ready" -> told.add("ready");
        case "reset" -> told.add("reset " + json.getString("reason"));
        default -> told.add(Integer.toString(json.getJsonObject("new").getInt("id")));
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    told.add("cut off");
  }

  @Override
  public void onComplete() {
    told.add("ended");
  }

  @Override
  public void close() {
    subscription.cancel();
  }
}
