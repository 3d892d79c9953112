package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The server as a child process, so that it has its own heap, its own modules to open, and can be ended for certain. */
final class PayaraMicro implements AutoCloseable {
  /** For the server itself, its classes and thousands of streams; the tail comes on top, as bytes and as parsed changes. */
  private static final long HEAP_MEGABYTES = 768;

  private static final Duration START = Duration.ofMinutes(3);

  private final Process process;
  private final ProcessFile processFile;
  private final ServerLog log;
  private final Layout layout;

  private PayaraMicro(Process process, ProcessFile processFile, ServerLog log, Layout layout) {
    this.process = process;
    this.processFile = processFile;
    this.log = log;
    this.layout = layout;
  }

  static PayaraMicro start(Layout layout, Endpoint endpoint, long tailBytes, ServerEnvironment environment, Consumer<String> console)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(layout, endpoint, tailBytes)).redirectErrorStream(true);
    builder.directory(layout.project().toFile());
    environment.applyTo(builder.environment());
    ServerLog log = new ServerLog(layout.serverLog(), console);
    Process process = builder.start();
    ProcessFile processFile = processFile(layout);
    processFile.write(process.toHandle());
    process.getOutputStream().close();
    Thread reader = new Thread(() -> log.follow(process.inputReader()), "carillon-server-log");
    reader.setDaemon(true);
    reader.start();
    return new PayaraMicro(process, processFile, log, layout);
  }

  /** Where a server that outlived its launcher is found again. */
  static ProcessFile processFile(Layout layout) {
    return new ProcessFile(layout.home().resolve("server.pid"));
  }

  private static List<String> command(Layout layout, Endpoint endpoint, long tailBytes) throws IOException {
    Path temporary = Files.createDirectories(layout.temporary());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + (HEAP_MEGABYTES + 2 * (tailBytes >> 20)) + "m",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.io.tmpdir=" + temporary,
        // the log's levels are words that ServerLog knows
        "-Duser.language=en",
        "-jar", layout.payaraMicro().toString(),
        "--deploy", layout.war().toString(),
        "--port", Integer.toString(endpoint.port()),
        "--nocluster",
        "--disablephonehome",
        "--prebootcommandfile", layout.beforeBoot().toString(),
        "--logproperties", layout.logging().toString());
  }

  /**
   * Waits until the server is up, the WAR is deployed, and it says that it is ready.
   *
   * @throws CannotStartException with the reason, as far as the server told it
   */
  void awaitReady(Readiness readiness) throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!log.booted() || !readiness.isReady()) {
      if (log.booted() && !readiness.isDeployed()) {
        throw new CannotStartException(
            "Carillon could not be deployed: " + log.reason() + " (the whole story is in " + layout.serverLog() + ").");
      }
      if (System.nanoTime() > deadline) {
        throw new CannotStartException(
            "Carillon is still not ready after %s: %s (see %s).".formatted(START, readiness.lastAnswer(), layout.serverLog()));
      }
      if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw ended();
      }
    }
    log.up();
  }

  /** Waits for the server to end by itself, and says how it did. */
  CannotStartException awaitEnd() throws InterruptedException {
    process.waitFor();
    return ended();
  }

  private CannotStartException ended() {
    String tail = String.join(System.lineSeparator(), log.tail());
    return new CannotStartException(
        "Payara Micro ended by itself with exit code %d; the end of %s:%n%s".formatted(process.exitValue(), layout.serverLog(), tail));
  }

  @Override
  public void close() throws IOException {
    if (Ending.of(process.toHandle())) {
      processFile.delete();
    }
  }
}
