package dev.carillon.testkit;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The changes that a client of an application is told from now on, as its browsers are.
 *
 * <pre>{@code
 * try (Changes changes = Changes.of("http://127.0.0.1:8080/orders")) {
 *   placeOrder("book", "10.00");
 *   changes.expect("orders").insert().where("price", "10.00").within(Duration.ofSeconds(1));
 *   changes.expectNothing("orders", Duration.ofMillis(200));
 * }
 * }</pre>
 *
 * Each change meets one expectation at most: the earliest that fits and was not expected before.
 * Thread-safe.
 */
public final class Changes implements AutoCloseable {
  private final EventReader reader;

  private Changes(EventReader reader) {
    this.reader = reader;
  }

  /**
   * Opens a stream and waits until it is ready: nothing that commits after this returns is missed.
   *
   * @param application its address with the context root, such as {@code
   *     http://127.0.0.1:8080/orders}
   * @param topics names, or beginnings with a star; none: all there are
   * @throws IllegalStateException if there is no stream, with the server's reason
   */
  public static Changes of(String application, String... topics) {
    List<String> wanted = topics.length == 0 ? List.of("*") : Arrays.asList(topics);
    String query =
        wanted.stream()
            .map(topic -> "topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String events = application.replaceAll("/+$", "") + "/api/events?" + query;
    return of(HttpRequest.newBuilder(URI.create(events)));
  }

  /**
   * The same by a request of the test's own to {@code …/api/events?topic=…}, such as with a login's
   * header or with a filter.
   */
  public static Changes of(HttpRequest.Builder request) {
    return new Changes(EventReader.open(request.header("Accept", "text/event-stream").build()));
  }

  /** Expects a change of a topic, which the result narrows down; nothing happens until it waits. */
  public Expectation expect(String topic) {
    return Expectation.of(reader.arrivals(), topic);
  }

  /**
   * Fails as soon as there is a change of a topic that was not expected before.
   *
   * @param during how long none may come
   */
  public void expectNothing(String topic, Duration during) {
    expect(topic).notWithin(during);
  }

  /** Everything that came so far, expected or not. */
  public List<SeenChange> seen() {
    return reader.arrivals().seen();
  }

  @Override
  public void close() {
    reader.close();
  }
}
