package dev.carillon.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The process that serves, where it runs on this machine and its environment names the port, as the
 * launcher does.
 */
record ServerProcess(long pid) {
  /** Pools of connectors: they grow to their limit in a rush, and keep what they have for long. */
  private static final List<String> CONNECTORS = List.of("http-thread-poo", "default task-");

  private static final Pattern HISTOGRAM_LINE =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");

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

  /**
   * How many objects of classes whose names match are reachable, which a full collection shows;
   * empty if this JDK has no jcmd.
   */
  OptionalLong reachable(Pattern classes) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalLong.empty();
    }
    try {
      Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String answer = new String(asked.getInputStream().readAllBytes(), UTF_8);
      List<MatchResult> lines = HISTOGRAM_LINE.matcher(answer).results().toList();
      if (lines.isEmpty()) {
        throw new IllegalStateException(answer);
      }
      return OptionalLong.of(
          lines.stream()
              .filter(line -> classes.matcher(line.group(2)).matches())
              .mapToLong(line -> Long.parseLong(line.group(1)))
              .sum());
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
