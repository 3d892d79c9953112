package dev.carillon.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Carillon as the run command starts it, PostgreSQL and a server, on free ports and with new data.
 */
final class Carillon implements AutoCloseable {
  private static final String SERVING = "Ctrl-C stops it all.";
  private static final String DATA = ".carillon/postgres";

  private final Process launcher;
  private final Path home;
  private final int httpPort;
  private final int postgresPort;

  private Carillon(Process launcher, Path home, int httpPort, int postgresPort) {
    this.launcher = launcher;
    this.home = home;
    this.httpPort = httpPort;
    this.postgresPort = postgresPort;
    // also where a run is given up: nothing may stay behind
    Runtime.getRuntime().addShutdownHook(new Thread(launcher::destroy));
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param environment what the processes are given beside
   */
  static Carillon start(Options options, Map<String, String> environment)
      throws IOException, InterruptedException {
    int http = freePort();
    int postgres = freePort();
    Path run = options.folder().resolve("run-%d-%d".formatted(ProcessHandle.current().pid(), http));
    Files.createDirectories(run);
    for (String part : List.of("target", "server-config")) {
      Files.createSymbolicLink(run.resolve(part), options.project().resolve(part));
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.carillon.launcher.Launcher",
                run.toString())
            .redirectErrorStream(true)
            .redirectOutput(run.resolve("console.txt").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("CARILLON_HTTP_PORT", Integer.toString(http));
    builder.environment().put("CARILLON_POSTGRES_PORT", Integer.toString(postgres));
    builder.environment().put("CARILLON_POSTGRES_DIRECTORY", run.resolve(DATA).toString());
    Carillon started = new Carillon(builder.start(), run, http, postgres);
    started.awaitServing();
    return started;
  }

  private void awaitServing() throws IOException, InterruptedException {
    Path console = home.resolve("console.txt");
    while (!Files.readString(console).contains(SERVING)) {
      if (launcher.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IOException("Carillon did not start:\n" + Files.readString(console));
      }
    }
  }

  int httpPort() {
    return httpPort;
  }

  int postgresPort() {
    return postgresPort;
  }

  /** A path below the context root, as a URL. */
  String url(String path) {
    return "http://127.0.0.1:" + httpPort + "/carillon" + path;
  }

  /** The stream of a topic's bare rows. */
  String stream(String topic) {
    return url("/api/events?format=row&topic=" + topic);
  }

  /** The server that runs the WAR. */
  ProcessHandle server() throws IOException {
    return process(".carillon/server.pid").orElseThrow();
  }

  ProcessHandle postgres() throws IOException {
    return process(DATA + "/postmaster.pid").orElseThrow();
  }

  private Optional<ProcessHandle> process(String file) throws IOException {
    String first = Files.readString(home.resolve(file)).split("\\s", 2)[0];
    return ProcessHandle.of(Long.parseLong(first));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    launcher.destroy();
    try {
      if (!launcher.waitFor(1, TimeUnit.MINUTES)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(home.resolve("target")); // a link: what tidies up must not follow it
    Files.deleteIfExists(home.resolve("server-config"));
    try (Stream<Path> data = Files.walk(home.resolve(DATA))) { // what was inserted is gigabytes
      for (Path path : data.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
