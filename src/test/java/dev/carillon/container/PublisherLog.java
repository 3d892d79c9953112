package dev.carillon.container;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the server's log is told of observers, until it is closed. */
final class PublisherLog extends Handler implements AutoCloseable {
  // Held, since java.util.logging forgets loggers that nobody refers to
  private final Logger logger = Logger.getLogger("dev.carillon.postgres.Publisher");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  PublisherLog() {
    logger.addHandler(this);
  }

  /** Message and exception of each entry that has this word. */
  List<String> of(String word) {
    return lines.stream().filter(line -> line.contains(word)).toList();
  }

  @Override
  public void publish(LogRecord entry) {
    lines.add(entry.getMessage() + " " + entry.getThrown());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
