package dev.carillon.failover;

import dev.carillon.launcher.LauncherProcess;
import dev.carillon.launcher.TestProject;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;

/** One whole Carillon, with so small a memory that whoever is a moment behind replays. */
record Node(TestProject project, LauncherProcess launcher) implements AutoCloseable {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  private static Node on(String jdbcUrl) throws IOException {
    TestProject project = TestProject.create("failover");
    LauncherProcess launcher =
        project.launch(
            "-Dcarillon.jdbc.url=" + jdbcUrl,
            "-Dcarillon.jdbc.replica.url=" + jdbcUrl,
            "-Dcarillon.tail.size=16");
    launcher.awaitServing();
    return new Node(project, launcher);
  }

  /** One that follows both servers, with a table t that is watched. */
  static Node watching(Pair pair) throws IOException, SQLException {
    Node node = on(pair.url());
    pair.onPrimary("CREATE TABLE t (id int PRIMARY KEY)", "SELECT carillon.watch('t')");
    return node;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + project.httpPort() + "/carillon" + path);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  /** Stores a price over the application's pool; the answer's status. */
  int storePrice() {
    return send(HttpRequest.newBuilder(uri("/api/stock-prices"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"symbol\":\"ACME\",\"price\":102.25}")))
        .statusCode();
  }

  JsonObject replica() {
    return History.json(get("/api/status").body()).getJsonObject("replica");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(ANSWER_WITHIN).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    launcher.terminate();
  }
}
