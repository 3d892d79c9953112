package dev.carillon.torture;

import static org.awaitility.Awaitility.await;

import dev.carillon.Signal;
import dev.carillon.TestServer;
import dev.carillon.launcher.LauncherProcess;
import dev.carillon.launcher.TestProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One Carillon as a process of its own, with a wire to PostgreSQL and one to its clients. What it
 * said over all its lives stays in its folder. Thread-safe.
 */
final class TortureNode implements AutoCloseable {
  /** Short, so that tests need not wait. */
  static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private static final Duration START = Duration.ofMinutes(10); // others may want the machine, too
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();

  private final String name;
  private final TestProject project;
  private final Wire toPostgres;
  private final Wire toClients;
  private final List<String> settings = new ArrayList<>();
  private LauncherProcess launcher;
  private int lives;

  /**
   * @param name the folder below this one in which all its logs are
   * @param wakeup {@code adaptive}, {@code notify} or {@code poll}
   * @param tail how many changes it keeps in memory: few, and whoever resumes reads the log
   */
  TortureNode(String name, Path folder, int postgresPort, String database, String wakeup, int tail)
      throws IOException {
    this.name = name;
    TestProject made = TestProject.in(Files.createDirectories(folder.resolve(name)));
    project = new TestProject(made.folder(), TestServer.freePort(), made.postgresPort());
    toPostgres = new Wire(postgresPort);
    toClients = new Wire(project.httpPort());
    String url = "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres";
    settings.add("-Xmx64m");
    settings.add("-XX:TieredStopAtLevel=1");
    settings.add("-Dcarillon.jdbc.url=" + url.formatted(toPostgres.port(), database));
    settings.add("-Dcarillon.heartbeat=" + HEARTBEAT);
    settings.add("-Dcarillon.write.timeout=PT3S");
    settings.add("-Dcarillon.tail.size=" + tail);
    settings.add("-Dcarillon.tail.bytes=1048576");
    settings.add("-Dcarillon.retention.size=1024GiB"); // the nemesis alone has it forget
    settings.add("-Dcarillon.wakeup=" + wakeup);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  String name() {
    return name;
  }

  Wire toPostgres() {
    return toPostgres;
  }

  Wire toClients() {
    return toClients;
  }

  /** Where it listens itself, past the wire. */
  int httpPort() {
    return project.httpPort();
  }

  /** How many times it was started. */
  synchronized int lives() {
    return lives;
  }

  /** Starts it where it was before. Does nothing if it runs, or is just starting. */
  synchronized void start() {
    if (launcher != null && launcher.process().isAlive()) {
      return;
    }
    try {
      project.keepLog(lives);
      launcher = project.launch(settings.toArray(String[]::new));
      lives++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it serves; one that could not start, since PostgreSQL was down, begins again. */
  void awaitReady() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              start();
              return isReady();
            });
  }

  boolean isReady() {
    URI health = URI.create("http://127.0.0.1:" + httpPort() + "/health/ready");
    try {
      var request = HttpRequest.newBuilder(health).timeout(ANSWER).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** SIGKILL: what it had not written is lost. */
  synchronized void kill() {
    Optional<ProcessHandle> server = project.server();
    if (server.isPresent()) {
      server.get().destroyForcibly();
      launcher.awaitEnd();
    } else {
      launcher.kill();
    }
  }

  /** SIGTERM: it says goodbye to everybody. */
  synchronized void terminate() {
    thaw(); // or it would not hear of it
    launcher.terminate();
  }

  /** SIGSTOP: it does nothing, and nobody is told. */
  void freeze() {
    Signal.send("STOP", project.server().orElseThrow().pid());
  }

  /** SIGCONT. */
  void thaw() {
    project.server().ifPresent(server -> Signal.send("CONT", server.pid()));
  }

  @Override
  public synchronized void close() {
    if (launcher != null && launcher.process().isAlive()) {
      terminate();
    }
    toClients.close();
    toPostgres.close();
  }
}
