package dev.carillon.proxy;

import static java.util.Comparator.naturalOrder;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Many viewers of one topic, half of them over HTTP/1.1, half over HTTP/2. */
record Crowd(List<Viewer> viewers) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  static Crowd gather(Site site, Proxy proxy, String topic, int size) {
    List<HttpClient> clients =
        List.of(site.client(HttpClient.Version.HTTP_1_1), site.client(HttpClient.Version.HTTP_2));
    return new Crowd(
        IntStream.range(0, size)
            .mapToObj(i -> Viewer.of(clients.get(i % 2), proxy.origin(), topic))
            .toList());
  }

  /** Waits until each has a stream that is ready. */
  void awaitHere() {
    await().atMost(PATIENCE).until(() -> viewers.stream().allMatch(Viewer::isHere));
  }

  /** Waits until each has seen all rows up to this one, in order. */
  void awaitRows(int last) {
    await()
        .atMost(PATIENCE)
        .until(() -> viewers.stream().allMatch(viewer -> viewer.rows() == last) || complains());
  }

  private boolean complains() {
    return !complaints().isEmpty();
  }

  List<String> complaints() {
    return viewers.stream().flatMap(viewer -> viewer.complaints().stream()).toList();
  }

  /** How many times they came back. */
  int returns() {
    return viewers.stream().mapToInt(Viewer::returns).sum();
  }

  Duration longestAway() {
    return viewers.stream().map(Viewer::longestAway).max(naturalOrder()).orElseThrow();
  }

  @Override
  public void close() {
    viewers.forEach(Viewer::close);
  }
}
