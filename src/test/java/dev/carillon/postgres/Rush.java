package dev.carillon.postgres;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;

/** Many short transactions at once, into {@code t (id)}. */
final class Rush {
  private static final String WAKE_LOCKS =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 1667330668"
          + " AND objid < 16 AND mode = 'ExclusiveLock' AND granted"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  private final Sql sql;
  private int rows;

  Rush(Sql sql) {
    this.sql = sql;
  }

  /** Those by which writers see that somebody sleeps. */
  long locks() throws SQLException {
    return sql.number(WAKE_LOCKS);
  }

  /** How many rows there are. */
  int rows() {
    return rows;
  }

  /** The id of another row, which the caller inserts. */
  int next() {
    return ++rows;
  }

  /** Goes on until no node sleeps. */
  void untilAwake() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              once();
              return locks() == 0;
            });
  }

  /** A hundred transactions in one message: as fast as a server can. */
  void once() throws SQLException {
    StringBuilder transactions = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      transactions.append("BEGIN; INSERT INTO t VALUES (").append(next()).append("); COMMIT;");
    }
    sql.run(transactions.toString());
  }
}
