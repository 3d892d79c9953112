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

/** The process that serves, where it runs on this machine and its command line names the port. */
record ServerProcess(long pid) {
  /** The pool of the connector: it grows to its limit in a rush, and keeps what it has for long. */
  private static final String CONNECTOR = "http-thread-poo";

  static Optional<ServerProcess> find() {
    String port = Integer.toString(URI.create(Carillon.running().url()).getPort());
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                List.of(process.info().arguments().orElse(new String[0]))
                    .containsAll(List.of("--port", port)))
        .map(process -> new ServerProcess(process.pid()))
        .filter(process -> Files.isDirectory(process.threadsFolder()))
        .findFirst();
  }

  /** How many threads it has, but for the connector's. */
  long threads() {
    try (Stream<Path> threads = Files.list(threadsFolder())) {
      return threads.filter(thread -> !name(thread).startsWith(CONNECTOR)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path threadsFolder() {
    return Path.of("/proc", Long.toString(pid), "task");
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm"));
    } catch (NoSuchFileException ended) {
      return CONNECTOR; // no longer any thread at all
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
