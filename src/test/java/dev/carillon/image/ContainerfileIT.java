package dev.carillon.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import dev.carillon.launcher.LauncherProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image's own command on the files that are copied into it, with no engine around it. */
class ContainerfileIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int BY_SIGTERM = 128 + 15;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port = TestServer.freePort();
  @TempDir private Path temporary;
  @TempDir private Path secrets;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(secrets.resolve("carillon.jdbc.url"), TestDatabase.empty().url());
    Containerfile image = Containerfile.read();
    Map<String, String> here = new HashMap<>();
    image.files().forEach((copy, original) -> here.put(copy, original.toString()));
    here.put("java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    here.put("-Djava.io.tmpdir=/tmp", "-Djava.io.tmpdir=" + temporary);
    here.put(image.option("--secretsdir"), secrets.toString());
    here.put(image.only("EXPOSE"), Integer.toString(port));
    List<String> command =
        image.command().stream().map(word -> here.getOrDefault(word, word)).toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(temporary.resolve("output.txt").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_"));
    builder.environment().putAll(image.environment());
    builder.environment().put("CARILLON_HTTP_ADDRESS", "127.0.0.1");
    builder.environment().put("JDK_JAVA_OPTIONS", LauncherProcess.SHORT_LIVED);
    process = builder.start();
  }

  @AfterEach
  void kill() {
    process.destroyForcibly();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }

  @Test
  void servesWithASecretFromAFileAndSaysByeWhenItIsStopped() throws Exception {
    await().atMost(PATIENCE).until(() -> ready() || !process.isAlive());
    assertThat(process.isAlive()).as(output()).isTrue();
    HttpRequest request =
        HttpRequest.newBuilder(uri("/carillon/api/events?topic=stock_price")).build();
    try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
      List<String> heard =
          lines
              .peek(
                  line -> {
                    if (line.equals("event: ready")) {
                      process.destroy();
                    }
                  })
              .toList();
      assertThat(heard).contains("event: bye");
    }
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    assertThat(process.exitValue()).isEqualTo(BY_SIGTERM);
  }

  private boolean ready() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri("/health/ready")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private String output() throws IOException {
    return Files.readString(temporary.resolve("output.txt"));
  }
}
