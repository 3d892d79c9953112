package dev.carillon.launcher;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the server over HTTP, as any client would, whether Carillon is there. */
final class Readiness {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Endpoint endpoint;
  private String lastAnswer = "no answer";

  Readiness(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Whether everything says that it is up. */
  boolean isReady() throws InterruptedException {
    return status("/health/ready") == 200;
  }

  /** Whether the context root exists: without its slash it is redirected then, whatever the pages are. */
  boolean isDeployed() throws InterruptedException {
    return status("/carillon") != 404;
  }

  /** What the server said last, for people. */
  String lastAnswer() {
    return lastAnswer;
  }

  private int status(String path) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(endpoint.uri(path)).timeout(TIMEOUT).build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      lastAnswer = path + " says " + response.statusCode() + " " + response.body();
      return response.statusCode();
    } catch (IOException e) {
      lastAnswer = path + " does not answer: " + e;
      return 0;
    }
  }
}
