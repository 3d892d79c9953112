package dev.carillon.proxy;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Many viewers of one topic, half of them over HTTP/1.1, half over HTTP/2. */
record Crowd(List<Viewer> viewers) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Over HTTP/2; fewer than proxies allow, beyond which the client fails. */
  private static final int ON_A_CONNECTION = 50;

  static Crowd gather(Site site, Proxy proxy, String topic, int size) {
    List<Viewer> viewers = new ArrayList<>();
    HttpClient http = site.client(HttpClient.Version.HTTP_1_1);
    while (viewers.size() < size) {
      if (viewers.size() % ON_A_CONNECTION == 0) {
        http = site.client(next(http.version()));
      }
      viewers.add(Viewer.of(http, proxy.origin(), topic));
    }
    return new Crowd(viewers);
  }

  private static HttpClient.Version next(HttpClient.Version last) {
    return last == HttpClient.Version.HTTP_2
        ? HttpClient.Version.HTTP_1_1
        : HttpClient.Version.HTTP_2;
  }

  /** Waits until each has a stream that is ready. */
  void awaitHere() {
    await().atMost(PATIENCE).until(() -> diaries().allMatch(Diary::isHere));
  }

  /** Waits until each has seen all rows up to this one, each once and in order. */
  void awaitRows(int last) {
    await().atMost(PATIENCE).until(() -> diaries().allMatch(d -> d.rows() == last) || complains());
    assertThat(diaries().flatMap(diary -> diary.complaints().stream())).isEmpty();
  }

  private boolean complains() {
    return diaries().anyMatch(diary -> !diary.complaints().isEmpty());
  }

  /** How many times they came back. */
  int returns() {
    return diaries().mapToInt(Diary::returns).sum();
  }

  private Stream<Diary> diaries() {
    return viewers.stream().map(Viewer::diary);
  }

  /** How they fared, for people. */
  @Override
  public String toString() {
    Duration longest = diaries().map(Diary::longestAway).max(naturalOrder()).orElseThrow();
    return "%d clients saw %d rows each, and came back %d times, after %s at most"
        .formatted(viewers.size(), viewers.get(0).diary().rows(), returns(), longest);
  }

  @Override
  public void close() {
    viewers.forEach(Viewer::close);
  }
}
