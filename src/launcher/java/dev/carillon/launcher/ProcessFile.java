package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Remembers a process of ours over our own death: its id and, since ids are used again, when it began. */
record ProcessFile(Path file) {
  /** The same process read twice may differ by this much: the system's own boot time is only known to the second. */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  void write(ProcessHandle process) throws IOException {
    Files.writeString(file, process.pid() + " " + process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** The process if it still lives and is the one that was written. */
  Optional<ProcessHandle> read() throws IOException {
    try {
      String[] parts = Files.readString(file).strip().split(" ", 2);
      Instant start = Instant.parse(parts[parts.length - 1]);
      return ProcessHandle.of(Long.parseLong(parts[0])).filter(ProcessHandle::isAlive).filter(process -> began(process, start));
    } catch (NoSuchFileException | NumberFormatException | DateTimeParseException nothingToRemember) {
      return Optional.empty();
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private static boolean began(ProcessHandle process, Instant start) {
    Instant actual = process.info().startInstant().orElse(Instant.EPOCH);
    return Duration.between(start, actual).abs().compareTo(SAME_START) <= 0;
  }
}
