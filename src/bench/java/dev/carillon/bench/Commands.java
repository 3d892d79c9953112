package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Programs of the machine's that are used where they are there. */
final class Commands {
  private Commands() {}

  /** Whether there is such a program. */
  static boolean exist(String... programs) {
    for (String program : programs) {
      try {
        new ProcessBuilder(program, "--version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException missing) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /**
   * Runs one to its end.
   *
   * @return what it printed
   * @throws IOException if it fails, with that
   */
  static String run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String printed =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + printed);
    }
    return printed;
  }

  /** Waits until a process has made a file. */
  static void awaitFile(Path file, Process process) throws IOException {
    while (!Files.exists(file)) {
      if (!process.isAlive()) {
        throw new IOException("the program ended before it made " + file);
      }
      pause(Duration.ofMillis(20));
    }
  }

  /** Lets a moment pass, in which something is measured or silence is wanted. */
  static void pause(Duration moment) {
    long end = System.nanoTime() + moment.toNanos();
    for (long left = moment.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
