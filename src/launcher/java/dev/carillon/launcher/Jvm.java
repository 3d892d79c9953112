package dev.carillon.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Java that a server runs on: this one's, with a heap and a place for temporary files of its own.
 *
 * @param tailBytes what the newest changes may take
 */
record Jvm(long tailBytes, Path temporary) {
  /** For the server itself, its classes and thousands of streams; the tail comes on top, as bytes and as parsed changes. */
  private static final long HEAP_MEGABYTES = 768;

  String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  List<String> options() {
    return List.of(
        "-Xmx" + (HEAP_MEGABYTES + 2 * (tailBytes >> 20)) + "m",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.io.tmpdir=" + temporary,
        // the log's levels are words that ServerLog knows
        "-Duser.language=en");
  }

  /** A whole command line. */
  List<String> command(List<String> rest) {
    return Stream.of(List.of(java()), options(), rest).flatMap(List::stream).toList();
  }
}
