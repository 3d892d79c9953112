package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the launcher finds what it runs and keeps what it writes, all below the project's folder (absolute). */
record Layout(Path project) {
  Path war() {
    return built(Path.of("target/carillon.war"));
  }

  /** The folder of everything that is written, {@code .carillon}. */
  Path home() {
    return project.resolve(".carillon");
  }

  Path serverLog() {
    return home().resolve("server.log");
  }

  Path postgresLog() {
    return home().resolve("postgres.log");
  }

  /** The server's own temporary files: a hundred megabytes that a killed server cannot tidy, so the next start does. */
  Path temporary() {
    return home().resolve("tmp");
  }

  /** A path as people read it: relative to the project where it lies below it. */
  String shown(Path path) {
    return path.startsWith(project) ? project.relativize(path).toString() : path.toString();
  }

  /**
   * Creates a folder if need be, and proves that it can be written to.
   *
   * @throws CannotStartException naming the folder and what is wrong with it
   */
  static void requireWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "probe", null));
    } catch (IOException e) {
      throw new CannotStartException(folder + " must be a folder that can be written to, but is not: " + reason(e) + ".");
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : null;
    return Objects.requireNonNullElse(reason, "it is in the way as a file, or its parent is");
  }

  /**
   * Something that the build has made, by its path below the project.
   *
   * @throws CannotStartException if it has not
   */
  Path built(Path below) {
    Path file = project.resolve(below);
    if (!Files.isReadable(file)) {
      throw new CannotStartException(file + " is missing: build it with mvn package, or run it all with mvn -Prun.");
    }
    return file;
  }
}
