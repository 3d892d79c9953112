package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Requests that are answered once. */
final class Api {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Api() {}

  static HttpResponse<String> get(String path, String... headers) {
    return send("GET", Carillon.running().uri(path), BodyPublishers.noBody(), headers);
  }

  static HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", Carillon.running().uri(path), BodyPublishers.ofString(body), headers);
  }

  static HttpResponse<String> postJson(String path, String body) {
    return post(path, body, "Content-Type", "application/json");
  }

  static HttpResponse<String> putJson(String path, String body) {
    return send(
        "PUT",
        Carillon.running().uri(path),
        BodyPublishers.ofString(body),
        "Content-Type",
        "application/json");
  }

  static HttpResponse<String> delete(String path) {
    return send("DELETE", Carillon.running().uri(path), BodyPublishers.noBody());
  }

  static HttpResponse<String> health(String path) {
    return send("GET", Carillon.running().healthUri(path), BodyPublishers.noBody());
  }

  static JsonObject status() {
    return json(get("/api/status"));
  }

  static String listenerState() {
    return status().getString("listener");
  }

  static int subscribers(String transport) {
    return status().getJsonObject("subscribers").getInt(transport);
  }

  /** The objects that an address answers with. */
  static List<JsonObject> list(URI uri) {
    return list(send("GET", uri, BodyPublishers.noBody()));
  }

  static List<JsonObject> list(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try (var reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readArray().getValuesAs(JsonObject.class);
    }
  }

  static JsonObject json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  /** RFC 9457, with a detail that says this word. */
  static void assertProblem(HttpResponse<String> response, int status, String word) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonObject problem = json(response);
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isNotEmpty();
    assertThat(problem.getString("title")).isNotEmpty();
    assertThat(problem.getString("detail")).contains(word).doesNotContain("\tat ");
  }

  /** Names and values in turn, as many as there are. */
  static HttpRequest.Builder request(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static HttpResponse<String> send(
      String method, URI uri, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, body).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
