package dev.carillon.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that is told when to come back, and does so with its last position. Thread-safe. */
public abstract class Visitor {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static final String TOPIC = "stock_price";

  private static final Pattern PRICE =
      Pattern.compile("\"new\":\\{[^}]*\"symbol\":\"LOAD\",\"price\":(\\d+)");

  private final List<Integer> prices = new ArrayList<>();
  private String position = "latest";

  /** Whether the application has reached its database. */
  static boolean mayCome(URI application) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(application.resolve("api/status")).build();
    return HTTP.send(request, BodyHandlers.ofString())
        .body()
        .contains("\"listener\":\"listening\"");
  }

  /** Begins a stream anew, and waits until the server has taken it. */
  abstract void come(URI application);

  /** Whether the stream has ended since. */
  abstract boolean hasLeft();

  /** What the server said at the end of the last stream; empty if it said goodbye as it should. */
  abstract String complaint();

  /** The prices that were inserted, in the order in which they came. */
  synchronized List<Integer> prices() {
    return List.copyOf(prices);
  }

  synchronized int last() {
    return prices.isEmpty() ? 0 : prices.get(prices.size() - 1);
  }

  synchronized String position() {
    return position;
  }

  synchronized void stands(String at) {
    position = at;
  }

  synchronized void take(String change) {
    Matcher price = PRICE.matcher(change);
    if (price.find()) {
      prices.add(Integer.valueOf(price.group(1)));
    }
  }
}
