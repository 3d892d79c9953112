package dev.carillon.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads one event stream in a thread of its own, until it is closed or ends. */
record EventReader(InputStream body, Arrivals arrivals) implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(30);

  /** Opens it, and waits until the server says that it is ready. */
  static EventReader open(HttpRequest request) {
    try {
      HttpClient client = HttpClient.newBuilder().connectTimeout(READY).build();
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        String answer = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        throw new IllegalStateException(
            request.uri() + " must be a stream, but is a " + response.statusCode() + ": " + answer);
      }
      return new EventReader(response.body(), new Arrivals()).begin(request);
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + " can't be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + request.uri() + " was opened", e);
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException alreadyGone) {
      // which is what was wanted
    }
  }

  private EventReader begin(HttpRequest request) {
    Thread thread = new Thread(this::read, "carillon-testkit");
    thread.setDaemon(true);
    thread.start();
    if (!arrivals.isReady(READY)) {
      close();
      throw new IllegalStateException(
          request.uri()
              + " must say that it is ready within "
              + READY
              + ", but did not: "
              + arrivals.end().orElse("it said nothing"));
    }
    return this;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String type = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          type = "";
        } else if (line.startsWith("event:")) {
          type = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          arrivals.add(type, line.substring(5).strip());
        }
      }
      arrivals.finish("the server ended the stream");
    } catch (IOException e) {
      arrivals.finish("the stream broke off: " + e.getMessage());
    }
  }
}
