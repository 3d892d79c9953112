package dev.carillon.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * The advisory locks by which writers see that somebody sleeps and has to be notified; {@code
 * carillon._wake} knows class and stripes, too. Writers only try them, shared, for a moment. One
 * node holds each: what it is told, all nodes hear. The listener's thread only.
 */
final class WakeLocks {
  private static final int STRIPES = 16;
  private static final String TRY =
      "SELECT stripe FROM unnest(?) stripe WHERE pg_try_advisory_lock(1667330668, stripe)";
  private static final String OF_OTHER_NODES =
      "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = 1667330668 AND granted"
          + " AND objid = ANY (?) AND mode = 'ExclusiveLock' AND database = (SELECT oid FROM"
          + " pg_database WHERE datname = current_database())";
  private static final String RELEASE =
      "SELECT stripe FROM unnest(?) stripe WHERE pg_advisory_unlock(1667330668, stripe)";

  /** What a writer needs to try a lock, were it put off by the machine just then. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final Connection connection;
  private final Set<Integer> held = new TreeSet<>();

  WakeLocks(Connection connection) {
    this.connection = connection;
  }

  /** Whether writers see it by our own locks, so that no other node need live. */
  boolean complete() {
    return held.size() == STRIPES;
  }

  /** Takes what no other node holds; whether that was any. */
  boolean take() throws SQLException {
    int before = held.size();
    Set<Integer> missing = takeOf(missing());
    while (!missing.isEmpty()) { // a writer is trying them at this moment
      LockSupport.parkNanos(MOMENT.toNanos());
      missing = takeOf(missing);
    }
    return held.size() > before;
  }

  /** Those of them that nobody holds, and that could not be had. */
  private Set<Integer> takeOf(Set<Integer> wanted) throws SQLException {
    held.addAll(stripes(TRY, wanted));
    Set<Integer> missing = new TreeSet<>(wanted);
    missing.removeAll(held);
    missing.removeAll(stripes(OF_OTHER_NODES, missing));
    return missing;
  }

  void release() throws SQLException {
    stripes(RELEASE, held);
    held.clear();
  }

  private Set<Integer> missing() {
    Set<Integer> missing = new TreeSet<>();
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      if (!held.contains(stripe)) {
        missing.add(stripe);
      }
    }
    return missing;
  }

  private Set<Integer> stripes(String sql, Set<Integer> of) throws SQLException {
    Set<Integer> answer = new HashSet<>();
    if (of.isEmpty()) {
      return answer;
    }
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("int4", of.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          answer.add(rows.getInt(1));
        }
      }
    }
    return answer;
  }
}
