package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The JDK's own tool, which asks a Java process about itself.
 *
 * @param process whom
 */
record Jcmd(ProcessHandle process) {

  /**
   * Has it answer a command.
   *
   * @throws IOException if it does not, with what it said
   */
  String ask(String... command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    return Commands.run(
        Path.of("."),
        Stream.concat(Stream.of(jcmd, Long.toString(process.pid())), Stream.of(command)).toList());
  }
}
