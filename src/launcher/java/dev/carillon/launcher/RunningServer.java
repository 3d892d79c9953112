package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The server as a child process, so that it has its own heap, its own modules to open, and can be ended for certain. */
final class RunningServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);

  private final AppServer server;
  private final Process process;
  private final ProcessFile processFile;
  private final ServerLog log;
  private final Layout layout;

  private RunningServer(AppServer server, Process process, ProcessFile processFile, ServerLog log, Layout layout) {
    this.server = server;
    this.process = process;
    this.processFile = processFile;
    this.log = log;
    this.layout = layout;
  }

  static RunningServer start(
      AppServer server, Layout layout, Endpoint endpoint, long tailBytes, ServerEnvironment environment, Consumer<String> console)
      throws IOException {
    List<String> command = server.command(new Jvm(tailBytes, Files.createDirectories(layout.temporary())), layout, endpoint);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(layout.project().toFile());
    environment.applyTo(builder.environment());
    ServerLog log = new ServerLog(server, layout.serverLog(), console);
    Process process = builder.start();
    ProcessFile processFile = processFile(layout);
    processFile.write(process.toHandle());
    process.getOutputStream().close();
    Thread reader = new Thread(() -> log.follow(process.inputReader()), "carillon-server-log");
    reader.setDaemon(true);
    reader.start();
    return new RunningServer(server, process, processFile, log, layout);
  }

  /** Where a server that outlived its launcher is found again. */
  static ProcessFile processFile(Layout layout) {
    return new ProcessFile(layout.home().resolve("server.pid"));
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
        "%s ended by itself with exit code %d; the end of %s:%n%s"
            .formatted(server.title(), process.exitValue(), layout.serverLog(), tail));
  }

  @Override
  public void close() throws IOException {
    if (Ending.of(process.toHandle())) {
      processFile.delete();
    }
  }
}
