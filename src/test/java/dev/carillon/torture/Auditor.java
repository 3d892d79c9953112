package dev.carillon.torture;

import java.sql.SQLException;
import java.util.List;

/**
 * Follows the log over a connection of its own, straight from PostgreSQL, ahead of the retention:
 * what it reads is what every client must be shown.
 */
final class Auditor implements Runnable {
  private static final double PAUSE_SECONDS = 0.05;
  private static final double RETRY_SECONDS = 0.3;

  private final String url;
  private final boolean cuts;
  private final Audit audit;
  private final Truth truth;
  private final Verdict verdict;
  private final Pauses pauses = new Pauses();

  /**
   * @param cuts whether it gives positions itself; else it waits for the nodes to do so
   */
  Auditor(String url, boolean cuts, Audit audit, Truth truth, Verdict verdict) {
    this.url = url;
    this.cuts = cuts;
    this.audit = audit;
    this.truth = truth;
    this.verdict = verdict;
  }

  void stop() {
    pauses.end();
  }

  @Override
  public void run() {
    while (!pauses.areOver()) {
      try (LogReader log = new LogReader(url)) {
        do {
          if (cuts) {
            log.cut();
          }
          follow(log);
        } while (pauses.pause(PAUSE_SECONDS));
      } catch (SQLException away) {
        pauses.pause(RETRY_SECONDS);
      }
    }
  }

  /** Reads whatever has a position by now; the newest number that it has seen. */
  synchronized long follow(LogReader log) throws SQLException {
    long newest = log.newest();
    if (newest < audit.last()) {
      verdict.violated(
          new Violation(
              "I3", "the log ended at 1.%d, and ends at 1.%d now".formatted(audit.last(), newest)));
    }
    List<Seen> page = log.after(audit.last());
    while (!page.isEmpty()) {
      page.forEach(audit::take);
      page = log.after(audit.last());
    }
    truth.audited(audit.last());
    return audit.last();
  }
}
