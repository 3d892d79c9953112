package dev.carillon.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Writes what the server says to its log file, and picks out what a person at the console needs: our own warnings and errors, and,
 * once it is up, everybody's. The server's own at start-up are about itself, or told better by {@link #reason}. Thread-safe; one thread runs {@link #follow}.
 */
final class ServerLog {
  private static final int TAIL = 20;
  private static final int WIDTH = 240;
  private static final Set<String> ERRORS = Set.of("SEVERE", "ERROR", "FATAL");
  private static final String CAUSE = "Caused by: ";

  private final AppServer server;
  private final Path file;
  private final Consumer<String> console;
  private final Deque<String> tail = new ArrayDeque<>();
  private String error = "";
  private String cause = "";
  private String deployment = "";
  private String shown = "";
  private boolean booted;
  private boolean up;

  ServerLog(AppServer server, Path file, Consumer<String> console) {
    this.server = server;
    this.file = file;
    this.console = console;
  }

  /** Reads until the server ends. */
  void follow(Reader output) {
    try (BufferedReader lines = new BufferedReader(output);
        PrintWriter log = new PrintWriter(Files.newBufferedWriter(file))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.println(line);
        log.flush();
        note(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server has done its start-up, well or not. */
  synchronized boolean booted() {
    return booted;
  }

  /** From now on warnings are shown, too. */
  synchronized void up() {
    up = true;
  }

  /** What the server says of the deployment, or else the innermost cause of what went wrong last. */
  synchronized String reason() {
    return Stream.of(deployment, cause, error).filter(text -> !text.isEmpty()).findFirst().orElse("the server gave no reason");
  }

  synchronized List<String> tail() {
    return List.copyOf(tail);
  }

  private synchronized void note(String line) {
    if (tail.size() == TAIL) {
      tail.remove();
    }
    tail.add(line);
    deployment = server.deploymentFailure(line).orElse(deployment);
    if (line.startsWith(CAUSE)) {
      // after the start others fail, such as requests that came too early
      cause = booted ? cause : line.substring(CAUSE.length());
      return;
    }
    Matcher entry = server.record().matcher(line);
    if (entry.matches()) {
      note(entry.group("level"), entry.group("logger"), entry.group("message"));
    }
  }

  private void note(String level, String logger, String message) {
    booted |= server.isBooted(logger, message);
    if (ERRORS.contains(level)) {
      error = message;
    }
    boolean ours = server.isOurs(logger);
    boolean show = level.equals("INFO") ? ours && up : ours || up;
    if (show && !message.equals(shown)) {
      shown = message;
      console.accept((level.equals("INFO") ? "" : level + " ") + message.substring(0, Math.min(WIDTH, message.length())));
    }
  }
}
