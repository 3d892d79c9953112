package dev.carillon.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * What must be seen to before anything is shown that a cut may have committed without waiting for
 * the disk: else a crash could take back what somebody has been told.
 */
final class WalFlush {
  private static final Duration MOMENT = Duration.ofNanos(300_000);

  /** The server's own writer does it within that time, if nobody else does. */
  private static final Duration WRITER_WITHIN = Duration.ofSeconds(2);

  private static final String NOW =
      "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_insert_lsn() END";

  private static final String PASSED = "SELECT pg_current_wal_flush_lsn() >= ?::pg_lsn";

  /** Has the transaction flush whatever it has done; no reader of tables sees it. */
  static final String FORCE =
      "SELECT set_config('synchronous_commit', 'on', true);"
          + " SELECT pg_logical_emit_message(true, 'carillon', '')";

  private WalFlush() {}

  /**
   * Waits until all that is committed by now is safe.
   *
   * @param connection in auto-commit, or in a transaction that can't be ended for this; a standby's
   *     has read nothing that is not safe
   * @param patience how long to wait for another's commit to bring it about, before we do
   */
  static void await(Connection connection, Duration patience) throws SQLException {
    String end;
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(NOW)) {
      row.next();
      end = row.getString(1);
    }
    if (end == null) {
      return;
    } else if (!connection.getAutoCommit()) {
      hasPassed(connection, end, WRITER_WITHIN);
    } else if (!hasPassed(connection, end, patience)) {
      force(connection);
    }
  }

  private static boolean hasPassed(Connection connection, String end, Duration patience)
      throws SQLException {
    long until = System.nanoTime() + patience.toNanos();
    try (PreparedStatement query = connection.prepareStatement(PASSED)) {
      query.setString(1, end);
      while (!isTrue(query)) {
        if (System.nanoTime() - until >= 0) {
          return false;
        }
        LockSupport.parkNanos(MOMENT.toNanos());
      }
      return true;
    }
  }

  private static boolean isTrue(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void force(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(FORCE);
    }
  }
}
