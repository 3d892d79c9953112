package dev.carillon.torture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All transactions of all writers. Each leaves its id in the table {@code witness}, which nobody
 * watches: so the database itself tells at the end which of them were committed, also those whose
 * answer was lost. Thread-safe.
 */
final class Ledger {
  static final long BEGAN = System.nanoTime();

  private final Map<Long, Deed> deeds = new ConcurrentHashMap<>();

  /** To be called before the commit is sent, so that whoever sees the transaction finds it here. */
  void enter(Deed deed) {
    deeds.put(deed.tx, deed);
  }

  @Nullable Deed deed(long tx) {
    return deeds.get(tx);
  }

  int size() {
    return deeds.size();
  }

  /** How many were committed, as far as their writers know, and how many changes they made. */
  String figures() {
    long committed =
        deeds.values().stream().filter(deed -> deed.outcome() == Deed.Outcome.COMMITTED).count();
    return "%d transactions, %d of them committed for certain".formatted(deeds.size(), committed);
  }

  /** Whether everything that was committed has been found in the log. */
  boolean isInLog(Connection database) throws SQLException {
    Set<Long> committed = witnessed(database);
    return deeds.values().stream()
        .allMatch(deed -> deed.end() != 0 || deed.changes == 0 || !committed.contains(deed.tx));
  }

  /** The end: what is committed is in the log, and nothing else is (I1). */
  void check(Connection database, Verdict verdict) throws SQLException {
    Set<Long> committed = witnessed(database);
    for (Deed deed : deeds.values()) {
      boolean wanted = committed.contains(deed.tx) && deed.changes > 0;
      if (wanted && deed.end() == 0) {
        verdict.violated(
            new Violation("I1", "a committed transaction is not in the log", deed.toString()));
      } else if (!wanted && deed.end() != 0) {
        verdict.violated(
            new Violation("I1", "what was never committed is in the log", deed.toString()));
      }
    }
  }

  private static Set<Long> witnessed(Connection database) throws SQLException {
    Set<Long> committed = new HashSet<>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("SELECT xid FROM witness")) {
      while (rows.next()) {
        committed.add(rows.getLong(1));
      }
    }
    return committed;
  }
}
