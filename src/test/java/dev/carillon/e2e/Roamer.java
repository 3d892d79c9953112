package dev.carillon.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client of two nodes: when one says bye, or cuts it off, it waits as it was told and goes on at
 * the other with its last id, as an EventSource behind a load balancer does.
 */
final class Roamer implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Pattern ROW = Pattern.compile("\"id\":(\\d+)");

  private final List<URI> nodes;
  private final String query;
  private final List<Integer> rows = new ArrayList<>();
  private final List<Long> retries = new ArrayList<>(); // ms that a bye told it to wait
  private final Thread thread = new Thread(this::roam, "roamer");
  private String lastId = "";
  private long retry;
  private Duration longestWait = Duration.ZERO;
  private long lostAt = System.nanoTime();
  private volatile URI at;
  private volatile boolean closed;

  private Roamer(List<URI> nodes, String topic) {
    this.nodes = nodes;
    this.query = "/carillon/api/events?format=row&topic=" + topic;
  }

  /** Begins at the first node. */
  static Roamer start(List<URI> nodes, String topic) {
    Roamer roamer = new Roamer(nodes, topic);
    roamer.thread.setDaemon(true);
    roamer.thread.start();
    return roamer;
  }

  /** Whether it is connected to this node, and was told that it is ready. */
  boolean isAt(URI node) {
    return node.equals(at);
  }

  /** The rows' ids in the order in which they came. */
  synchronized List<Integer> rows() {
    return List.copyOf(rows);
  }

  synchronized List<Long> retries() {
    return List.copyOf(retries);
  }

  /** The longest time from the end of one connection to the next one's ready. */
  synchronized Duration longestWait() {
    return longestWait;
  }

  private void roam() {
    for (int turn = 0; !closed; turn++) {
      try {
        follow(nodes.get(turn % nodes.size()));
      } catch (IOException gone) {
        // then the other
      }
      lose();
      LockSupport.parkNanos(Duration.ofMillis(toldToWait()).toNanos());
    }
  }

  private synchronized long toldToWait() {
    return retry;
  }

  private synchronized void lose() {
    if (at != null) {
      lostAt = System.nanoTime();
      at = null;
    }
  }

  private void follow(URI node) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(node + query).openConnection();
    connection.setConnectTimeout((int) CONNECT.toMillis());
    if (!lastId.isEmpty()) {
      connection.setRequestProperty("Last-Event-ID", lastId);
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> event = new ArrayList<>();
      for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
        if (!line.isEmpty()) {
          event.add(line);
        } else {
          take(node, event);
          event.clear();
        }
      }
    } finally {
      connection.disconnect();
    }
  }

  private synchronized void take(URI node, List<String> event) {
    String type = field(event, "event");
    String told = field(event, "retry");
    retry = told.isEmpty() ? retry : Long.parseLong(told);
    if (type.equals("bye")) {
      retries.add(retry);
    } else if (type.equals("ready")) {
      at = node;
      Duration waited = Duration.ofNanos(System.nanoTime() - lostAt);
      longestWait = waited.compareTo(longestWait) > 0 ? waited : longestWait;
    } else if (type.isEmpty() && !field(event, "data").isEmpty()) {
      Matcher row = ROW.matcher(field(event, "data"));
      rows.add(row.find() ? Integer.parseInt(row.group(1)) : -1);
    }
    String id = field(event, "id");
    lastId = id.isEmpty() ? lastId : id;
  }

  private static String field(List<String> event, String name) {
    return event.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
