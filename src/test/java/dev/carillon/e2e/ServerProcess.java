package dev.carillon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that serves, where it runs on this machine and its environment names the port, as the
 * launcher does.
 */
record ServerProcess(long pid) {
  /** Pools of connectors: they grow to their limit in a rush, and keep what they have for long. */
  private static final List<String> CONNECTORS = List.of("http-thread-poo", "default task-");

  static Optional<ServerProcess> find() {
    String port = "CARILLON_HTTP_PORT=" + URI.create(Carillon.running().url()).getPort();
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process.pid()).contains(port))
        .map(process -> new ServerProcess(process.pid()))
        .filter(process -> Files.isDirectory(process.threadsFolder()))
        .findFirst();
  }

  /** How many threads it has, but for the connector's. */
  long threads() {
    try (Stream<Path> threads = Files.list(threadsFolder())) {
      return threads
          .filter(thread -> CONNECTORS.stream().noneMatch(name(thread)::startsWith))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> environment(long pid) {
    try {
      return List.of(Files.readString(Path.of("/proc", Long.toString(pid), "environ")).split("\0"));
    } catch (IOException notOurs) {
      return List.of();
    }
  }

  private Path threadsFolder() {
    return Path.of("/proc", Long.toString(pid), "task");
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (NoSuchFileException ended) {
      return CONNECTORS.get(0); // no longer any thread at all
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
