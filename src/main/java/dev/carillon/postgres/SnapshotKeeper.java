package dev.carillon.postgres;

import dev.carillon.change.Position;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.config.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot that is kept: a transaction that does nothing but stay open, read-only, on a
 * connection of its own. It holds no lock; but PostgreSQL can't clean up what was deleted since.
 * Thread-safe.
 */
final class SnapshotKeeper implements AutoCloseable {
  /** A node that freezes amid a cut would keep the others from cutting: PostgreSQL ends it then. */
  private static final Duration CUT_WITHIN = Duration.ofSeconds(2);

  private final Connection connection;
  private final SnapshotPlace start;
  private final Instant began;
  private volatile Instant used;
  private volatile boolean retired;

  private SnapshotKeeper(Connection connection, SnapshotPlace start, Instant now) {
    this.connection = connection;
    this.start = start;
    this.began = now;
    this.used = now;
  }

  /**
   * Takes one and gives positions to exactly what it sees: while the lock is held nobody else cuts,
   * so all positions that there are before are of what it sees, too.
   *
   * @param known a place that the server's log must have got to
   */
  static SnapshotKeeper open(Settings settings, @Nullable Position known, Instant now)
      throws SQLException {
    Connection keeping = connect(settings, "carillon-snapshot", settings.snapshotAge());
    boolean kept = false;
    try (Connection cutting = connect(settings, "carillon-snapshot-cut", CUT_WITHIN);
        Statement keeper = keeping.createStatement();
        Statement cut = cutting.createStatement()) {
      cut.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
      cut.execute("SELECT pg_advisory_xact_lock(1667330668, 100)");
      keeper.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      try (ResultSet taken =
          keeper.executeQuery(
              "SELECT pg_export_snapshot(), carillon._stamp(pg_current_snapshot()),"
                  + " (extract(epoch FROM clock_timestamp()) * 1000)::bigint,"
                  + " pg_current_snapshot()::text")) {
        taken.next();
        var snapshot =
            new ExportedSnapshot(taken.getString(1), taken.getString(2), taken.getLong(3));
        Position position = cutAt(cutting, taken.getString(4), snapshot.stamp(), known);
        cut.execute("COMMIT");
        kept = true;
        return new SnapshotKeeper(keeping, new SnapshotPlace(position, snapshot.name()), now);
      }
    } finally {
      if (!kept) {
        close(keeping);
      }
    }
  }

  private static Position cutAt(
      Connection cutting, String snapshot, String stamp, @Nullable Position known)
      throws SQLException {
    try (PreparedStatement query =
        cutting.prepareStatement(
            "SELECT epoch, n FROM carillon.cut_at(?::pg_snapshot, ?)"
                + " WHERE carillon.if_here(?, ?, 0) = 0")) {
      query.setString(1, snapshot);
      query.setString(2, stamp);
      query.setObject(3, known == null ? null : known.epoch(), Types.INTEGER);
      query.setObject(4, known == null ? null : known.n(), Types.BIGINT);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Position(row.getInt(1), row.getLong(2));
      }
    }
  }

  /** Direct, as the listener's: through the pool it might be another server's. */
  private static Connection connect(Settings settings, String name, Duration longestIdle)
      throws SQLException {
    Connection opened = DirectConnection.open(settings, settings.listenUrl(), name);
    try (Statement statement = opened.createStatement()) {
      opened.setNetworkTimeout(Runnable::run, (int) ListenConnection.ANSWER_WITHIN.toMillis());
      // However a node ends, or freezes, PostgreSQL lets go of what it had open by itself
      statement.execute("SET idle_in_transaction_session_timeout = " + longestIdle.toMillis());
      statement.execute("SET lock_timeout = '5s'");
      // From PostgreSQL 17 on an operator may bound all transactions; this one has its own bound
      statement.execute(
          "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'transaction_timeout'");
      return opened;
    } catch (SQLException e) {
      close(opened);
      throw e;
    }
  }

  /** The place before its first row. */
  SnapshotPlace start() {
    return start;
  }

  Duration age(Instant now) {
    return Duration.between(began, now);
  }

  Duration idle(Instant now) {
    return Duration.between(used, now);
  }

  void use(Instant now) {
    used = now;
  }

  boolean isRetired() {
    return retired;
  }

  void retire() {
    retired = true;
  }

  @Override
  public void close() {
    close(connection);
  }

  private static void close(Connection connection) {
    try {
      connection.close(); // says good-bye and waits for no answer
    } catch (SQLException alreadyGone) {
      // and the snapshot with it
    }
  }
}
