package dev.carillon.torture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The real log with one thought of it left out, as many make it. */
enum BrokenLog {
  /** Looks for what is above the last id: what becomes visible below it later is never found. */
  RESUMES_BY_ID {
    @Override
    String breakCut(String real) {
      return replace(
          real,
          "FROM carillon._newly_visible(previous, present) v",
          "FROM carillon._newly_visible(previous, present) v WHERE v.last_lsn > ALL (SELECT l.lsn FROM carillon.log l"
              + " WHERE l.xid = ANY (ARRAY(SELECT unnest(b.xids) FROM carillon.batches b WHERE b.count > 0 ORDER BY b.first DESC LIMIT 50)))");
    }
  },
  /**
   * Waits until nothing older is open, and orders by xid: who waited for a row lock comes too
   * early.
   */
  ORDERS_BY_XID_BELOW_THE_HORIZON {
    @Override
    String breakCut(String real) {
      String horizon =
          replace(
              real,
              "carillon._cut(pg_current_snapshot())",
              "carillon._cut((SELECT (pg_snapshot_xmin(s) || ':' || pg_snapshot_xmin(s) || ':')::pg_snapshot FROM pg_current_snapshot() s))");
      return replace(
          replace(horizon, "ORDER BY t.last_lsn", "ORDER BY t.xid"),
          "ORDER BY v.last_lsn",
          "ORDER BY v.xid");
    }
  },
  /** Shows positions whose commit a crash can take back. */
  ACKNOWLEDGES_BEFORE_THE_COMMIT {
    @Override
    String breakCut(String real) {
      return replace(
          real,
          "set_config('synchronous_commit', 'on', true)",
          "set_config('synchronous_commit', 'off', true)");
    }
  };

  abstract String breakCut(String real);

  /** Puts it in the real one's place. */
  void install(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      String real;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT pg_get_functiondef('carillon._cut(pg_snapshot)'::regprocedure) || ';'"
                  + " || pg_get_functiondef('carillon.cut()'::regprocedure)")) {
        row.next();
        real = row.getString(1);
      }
      statement.execute(breakCut(real));
    }
  }

  private static String replace(String text, String part, String by) {
    if (!text.contains(part)) {
      throw new IllegalStateException("carillon.cut() no longer has: " + part);
    }
    return text.replace(part, by);
  }
}
