package dev.carillon.torture;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows the log over a connection of its own, straight from PostgreSQL, ahead of the retention:
 * what it reads is what every client must be shown.
 */
final class Auditor implements Runnable {
  private static final long PAUSE_NANOS = 50_000_000;
  private static final long RETRY_NANOS = 300_000_000;

  private final String url;
  private final boolean cuts;
  private final Audit audit;
  private final Truth truth;
  private final Verdict verdict;
  private volatile boolean stopping;

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
    stopping = true;
  }

  @Override
  public void run() {
    while (!stopping) {
      try (LogReader log = new LogReader(url)) {
        while (!stopping) {
          if (cuts) {
            log.cut();
          }
          follow(log);
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } catch (SQLException away) {
        LockSupport.parkNanos(RETRY_NANOS);
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
