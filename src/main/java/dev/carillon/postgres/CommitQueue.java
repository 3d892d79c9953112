package dev.carillon.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The lock behind which PostgreSQL has all commits queue that notify anybody, each until it is on
 * the disk. The listener's thread only.
 */
final class CommitQueue {
  /** Commits that wait, from which on notifying costs writers dearly. */
  private static final int LONG = 2;

  /** A queue is there for longer than that, and a question for each change would cost more. */
  private static final Duration ASKED_EVERY = Duration.ofMillis(50);

  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'object' AND database = 0"
          + " AND classid = 'pg_database'::regclass AND objid = 0 AND NOT granted";

  private final Connection connection;
  private long asked = System.nanoTime();

  CommitQueue(Connection connection) {
    this.connection = connection;
  }

  /**
   * Whether it was found to be long; not asked at every call.
   *
   * @param now in nanoseconds, as {@link System#nanoTime} has it
   */
  boolean isLong(long now) throws SQLException {
    if (now - asked < ASKED_EVERY.toNanos()) {
      return false;
    }
    asked = now;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WAITING)) {
      return row.next() && row.getInt(1) >= LONG;
    }
  }
}
