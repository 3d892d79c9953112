package dev.carillon.torture;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;

/** What applications do to the {@link WatchedTables}. One writer's; its thread only. */
final class Workload {
  private static final int HOT_ROWS = 12;
  private static final int MOST_ROWS_A_BATCH = 60;
  private static final String EFFECT =
      " RETURNING CASE WHEN old.id IS NOT NULL THEN row_to_json(old) END,"
          + " CASE WHEN new.id IS NOT NULL THEN row_to_json(new) END";

  /** Across all writers and all runs in this process: a batch's rows have ids of their own. */
  private static final AtomicInteger BATCHES = new AtomicInteger();

  private final Connection connection;
  private final Random random;
  private final Effects effects = new Effects();

  Workload(Connection connection, Random random) {
    this.connection = connection;
    this.random = random;
  }

  Effects effects() {
    return effects;
  }

  /** One thing of those that a transaction consists of; what it was, for people. */
  String act() throws SQLException, IOException {
    int chance = random.nextInt(100);
    if (chance < 30) {
      return updateHot();
    } else if (chance < 42) {
      return upsertHot();
    } else if (chance < 48) {
      return change("delete hot", "hot", "DELETE FROM hot WHERE id = " + hot() + EFFECT);
    } else if (chance < 72) {
      return change(
          "say",
          "chat",
          "INSERT INTO chat (room, content) VALUES ('%s', repeat('x', %d))"
                  .formatted("abc".charAt(random.nextInt(3)), random.nextInt(300))
              + EFFECT);
    } else if (chance < 76) {
      return change(
          "forget",
          "chat",
          "DELETE FROM chat WHERE id IN (SELECT id FROM chat ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED)"
              + EFFECT);
    } else if (chance < 80) {
      return insertSelect();
    } else if (chance < 83) {
      return copy();
    } else if (chance < 86) {
      return change(
          "update bulk",
          "bulk",
          "UPDATE bulk SET v = v + 1 WHERE batch = (SELECT max(batch) FROM bulk)" + EFFECT);
    } else if (chance < 92) {
      return change(
          "delete bulk",
          "bulk",
          "DELETE FROM bulk WHERE batch = (SELECT min(batch) FROM bulk)" + EFFECT);
    } else if (chance < 98) {
      return savepoint();
    } else if (chance < 99) {
      return truncate();
    }
    return pause();
  }

  private String updateHot() throws SQLException {
    return change(
        "update hot",
        "hot",
        "UPDATE hot SET v = v + 1, note = 'seen' WHERE id = " + hot() + EFFECT);
  }

  private String upsertHot() throws SQLException {
    return change(
        "upsert hot",
        "hot",
        "INSERT INTO hot VALUES (%d, 0, 'new') ON CONFLICT (id) DO UPDATE SET v = hot.v + 1"
                .formatted(hot())
            + EFFECT);
  }

  private String insertSelect() throws SQLException {
    int batch = BATCHES.incrementAndGet();
    String rows =
        "SELECT %d * 1000 + i, %d, 0 FROM generate_series(1, %d) i"
            .formatted(batch, batch, 5 + random.nextInt(MOST_ROWS_A_BATCH));
    return change("insert bulk", "bulk", "INSERT INTO bulk " + rows + EFFECT);
  }

  private String copy() throws SQLException, IOException {
    int batch = BATCHES.incrementAndGet();
    StringBuilder rows = new StringBuilder();
    int count = 5 + random.nextInt(MOST_ROWS_A_BATCH);
    for (int id = 1000 * batch; id < 1000 * batch + count; id++) {
      rows.append("%d\t%d\t0\n".formatted(id, batch));
      effects.add("bulk", "insert", null, "{\"id\":%d,\"batch\":%d,\"v\":0}".formatted(id, batch));
    }
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY bulk FROM STDIN", new StringReader(rows.toString()));
    return "copy";
  }

  private String savepoint() throws SQLException, IOException {
    Effects before = effects.copy();
    execute("SAVEPOINT s");
    String inside = act() + ", " + act();
    if (random.nextBoolean()) {
      execute("ROLLBACK TO s; RELEASE s"); // or the next one that is called so would be this one
      effects.restore(before);
      return "not (" + inside + ")";
    }
    execute("RELEASE s");
    return "(" + inside + ")";
  }

  private String truncate() throws SQLException {
    execute("TRUNCATE bulk");
    effects.add("bulk", "truncate", null, null);
    return "truncate bulk";
  }

  private String pause() throws SQLException {
    execute("SELECT pg_sleep(%d / 10.0)".formatted(2 + random.nextInt(20)));
    return "pause";
  }

  private String change(String what, String table, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String old = rows.getString(1);
        String fresh = rows.getString(2);
        String op = old == null ? "insert" : fresh == null ? "delete" : "update";
        effects.add(WatchedTables.topic(table, fresh == null ? old : fresh), op, old, fresh);
      }
    }
    return what;
  }

  /** Leaves the transaction's id where it tells at the end whether it was committed. */
  long witness() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("INSERT INTO witness DEFAULT VALUES RETURNING xid")) {
      row.next();
      return row.getLong(1);
    }
  }

  private int hot() {
    return random.nextInt(HOT_ROWS);
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
