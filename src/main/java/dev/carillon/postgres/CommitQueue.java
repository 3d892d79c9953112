package dev.carillon.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The lock behind which PostgreSQL has all commits queue that notify anybody, each until it is on
 * the disk.
 */
final class CommitQueue {
  /** Commits that wait, from which on notifying costs writers dearly. */
  private static final int LONG = 2;

  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'object' AND database = 0"
          + " AND classid = 'pg_database'::regclass AND objid = 0 AND NOT granted";

  private CommitQueue() {}

  static boolean isLong(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(WAITING)) {
      return row.next() && row.getInt(1) >= LONG;
    }
  }
}
