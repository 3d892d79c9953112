package dev.carillon.proxy;

import dev.carillon.launcher.LauncherProcess;
import dev.carillon.launcher.TestProject;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** One of the two behind the proxy, started as a person would. */
final class Node implements AutoCloseable {
  private final TestProject project;
  private final String jdbcUrl;
  private LauncherProcess process;

  private Node(TestProject project, String jdbcUrl) {
    this.project = project;
    this.jdbcUrl = jdbcUrl;
  }

  static Node on(String jdbcUrl) throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    return new Node(TestProject.in(Files.createTempDirectory(target, "proxied")), jdbcUrl);
  }

  String address() {
    return "127.0.0.1:" + project.httpPort();
  }

  void launch() throws IOException {
    process = project.launch("-Dcarillon.jdbc.url=" + jdbcUrl);
  }

  void awaitServing() {
    process.awaitText("Ctrl-C stops it all.");
  }

  int subscribers() throws IOException, InterruptedException {
    URI status = URI.create("http://" + address() + "/carillon/api/status");
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString())
            .body();
    try (var reader = Json.createReader(new StringReader(body))) {
      return reader.readObject().getJsonObject("subscribers").getInt("sse");
    }
  }

  void stop() {
    process.terminate();
  }

  @Override
  public void close() {
    if (process != null) {
      stop();
    }
  }
}
