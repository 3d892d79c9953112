package dev.carillon.postgres;

import dev.carillon.change.TopicSelector;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A short transaction that sees what a snapshot sees, over a connection in auto-commit. One thread.
 */
final class SnapshotTransaction implements AutoCloseable {
  /** SQLSTATE of a snapshot that is another by now than it was when somebody began to read it. */
  private static final String GONE = "ZC002";

  /** Of an id that PostgreSQL does not have, or whose transaction ends just now. */
  private static final Set<String> NOT_KEPT = Set.of("22023", "42704", "55000");

  /** Of a table that was emptied or rewritten, and of a column or a table that was dropped. */
  private static final Set<String> ALTERED = Set.of("ZC003", "42P01", "42703");

  private final Connection connection;
  private final ExportedSnapshot snapshot;

  private SnapshotTransaction(Connection connection, ExportedSnapshot snapshot) {
    this.connection = connection;
    this.snapshot = snapshot;
  }

  static SnapshotTransaction begin(Connection connection, ExportedSnapshot snapshot)
      throws SQLException {
    var transaction = new SnapshotTransaction(connection, snapshot);
    boolean begun = false;
    try (Statement statement = connection.createStatement()) {
      // In SQL: by setAutoCommit a statement that signs the transaction could come before
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot.id() + "'");
      begun = true;
      return transaction;
    } catch (SQLException e) {
      throw NOT_KEPT.contains(e.getSQLState()) ? new SQLException(e.getMessage(), GONE, e) : e;
    } finally {
      if (!begun) {
        transaction.close();
      }
    }
  }

  /** Whether it failed because the snapshot is no longer kept. */
  static boolean isGone(SQLException e) {
    return GONE.equals(e.getSQLState());
  }

  /** Whether it failed because a table is no longer as the snapshot has it. */
  static boolean isAltered(SQLException e) {
    return ALTERED.contains(e.getSQLState());
  }

  ExportedSnapshot snapshot() {
    return snapshot;
  }

  /** The watched tables that may have rows of these topics, in the order in which they are read. */
  List<SnapshotPart> parts(List<TopicSelector> topics) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM carillon.snapshot_parts(?)")) {
      query.setString(1, snapshot.stamp());
      try (ResultSet rows = query.executeQuery()) {
        List<SnapshotPart> parts = new ArrayList<>();
        while (rows.next()) {
          Array key = rows.getArray("key");
          var part =
              new SnapshotPart(
                  rows.getLong("relation"),
                  rows.getLong("part"),
                  rows.getString("table_name"),
                  new TopicTemplate(rows.getString("topic")),
                  key == null ? List.of() : List.of((String[]) key.getArray()),
                  rows.getString("obstacle"));
          if (topics.stream().anyMatch(part.topic()::covers)) {
            parts.add(part);
          }
        }
        return parts;
      }
    }
  }

  /** How many blocks a part has by now; there is no row of the snapshot beyond. */
  long blocks(SnapshotPart part) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT carillon.snapshot_blocks(?)")) {
      query.setLong(1, part.part());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK"); // there is nothing to keep
    } catch (SQLException e) {
      connection.abort(Runnable::run); // nobody may get it from the pool with this transaction open
    }
  }
}
