package dev.carillon.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The transactions that may have looked whether anybody sleeps before this node did: they notify
 * nobody, so it has to look by itself until they have all ended. Before it looks, a writer appends
 * to the log, and holds a lock on that until its end; who has none has yet to look. So whatever
 * else is open, were it for hours, keeps nobody awake.
 *
 * @param transactions by PostgreSQL's virtual ids
 */
record Straddlers(Set<String> transactions) {
  private static final String WRITERS =
      "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation'"
          + " AND relation = 'carillon.log'::regclass AND mode = 'RowExclusiveLock' AND granted"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  /** How the id of one begins that is prepared: it had another while it ran, and we can't tell. */
  private static final String PREPARED = "-1/";

  /** To be called once writers see that the node sleeps. */
  static Straddlers now(Connection connection) throws SQLException {
    return new Straddlers(writers(connection));
  }

  /** Whether all have ended; what they have written, whoever looks from now on sees. */
  boolean ended(Connection connection) throws SQLException {
    return writers(connection).stream()
        .noneMatch(open -> transactions.contains(open) || open.startsWith(PREPARED));
  }

  private static Set<String> writers(Connection connection) throws SQLException {
    Set<String> writers = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(WRITERS)) {
      while (rows.next()) {
        writers.add(rows.getString(1));
      }
    }
    return writers;
  }
}
