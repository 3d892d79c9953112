package dev.carillon.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A server that can run the WAR, as far as one differs from another: what it is made of, how it is started, how its log reads. */
interface AppServer {
  /** As {@code carillon.server} names it. */
  String key();

  /** As people do. */
  String title();

  /** Files and folders that it is run from, below the project; nothing is ever written into them. */
  List<Path> parts(Layout layout);

  /** Prepares its own folder below {@link Layout#home}, and says how to run it there: in the foreground, until it is told to end. */
  List<String> command(Jvm jvm, Layout layout, Endpoint endpoint) throws IOException;

  /** The first line of a record in what it prints: a group {@code level}, a {@code logger} and a {@code message}. */
  Pattern record();

  /** Whether a record says that start-up is done, the deployment of the WAR included, well or not. */
  boolean isBooted(String logger, String message);

  /** Why the WAR could not be deployed, where a line tells it better than the innermost cause of the last exception. */
  Optional<String> deploymentFailure(String line);

  /** Whether a warning at start-up comes from our own code or configuration; the server's own are about itself. */
  default boolean isOurs(String logger) {
    return logger.startsWith("dev.carillon");
  }
}
