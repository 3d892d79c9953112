package dev.carillon.epochs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.launcher.LauncherProcess;
import dev.carillon.launcher.TestProject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** One whole Carillon, started as a person would, with the smallest memory it takes. */
final class Node implements AutoCloseable {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ROWS = "/carillon/api/changes?topic=t&limit=1000&after=";

  private final TestProject project;
  private final LauncherProcess launcher;

  private Node(TestProject project, LauncherProcess launcher) {
    this.project = project;
    this.launcher = launcher;
  }

  static Node on(String jdbcUrl) throws IOException {
    TestProject project = TestProject.create("epochs");
    LauncherProcess launcher =
        project.launch("-Dcarillon.jdbc.url=" + jdbcUrl, "-Dcarillon.tail.size=16");
    launcher.awaitServing();
    return new Node(project, launcher);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + project.httpPort() + path);
  }

  HttpResponse<String> get(String path) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonObject status() {
    try (var reader = Json.createReader(new StringReader(get("/carillon/api/status").body()))) {
      return reader.readObject();
    }
  }

  void awaitListening() {
    await().atMost(PATIENCE).until(() -> status().getString("listener").equals("listening"));
  }

  /** Waits until it says this to operators, who find it by the readiness as well. */
  void awaitReason(String sentence) {
    await().atMost(PATIENCE).until(() -> status().getString("reason").contains(sentence));
    await().atMost(PATIENCE).until(() -> get("/health/ready").body().contains(sentence));
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  Client client(String lastEventId) {
    return new Client(this, lastEventId);
  }

  /** The rows' numbers after a position, read as pages. */
  List<Integer> rowsAfter(String position) {
    HttpResponse<String> page = get(ROWS + position);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    try (var reader = Json.createReader(new StringReader(page.body()))) {
      return reader.readObject().getJsonArray("changes").getValuesAs(JsonObject.class).stream()
          .map(change -> change.getJsonObject("new").getInt("id"))
          .toList();
    }
  }

  HttpResponse<String> pageAfter(String position) {
    return get(ROWS + position);
  }

  @Override
  public void close() {
    launcher.terminate();
  }
}
