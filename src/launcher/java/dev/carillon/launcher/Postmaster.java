package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL that runs on a data directory, as its {@code postmaster.pid} tells. */
record Postmaster(ProcessHandle process, int port) {
  private static final int PID = 0;
  private static final int PORT = 3;

  /** The live postmaster of this directory; a file left by a crash names no PostgreSQL and counts for nothing. */
  static Optional<Postmaster> of(Path directory) throws IOException {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
      if (lines.size() <= PORT) {
        return Optional.empty();
      }
      int port = Integer.parseInt(lines.get(PORT).strip());
      return ProcessHandle.of(Long.parseLong(lines.get(PID).strip()))
          .filter(ProcessHandle::isAlive)
          .filter(Postmaster::isPostgres)
          .map(process -> new Postmaster(process, port));
    } catch (NoSuchFileException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** After a reboot the id may belong to anything; a system that hides the command gets the benefit of the doubt. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(true);
  }
}
