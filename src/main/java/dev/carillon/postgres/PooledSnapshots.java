package dev.carillon.postgres;

import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.SnapshotGoneException;
import dev.carillon.change.SnapshotPage;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.Snapshots;
import dev.carillon.change.TopicSelector;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Snapshots, read over the connection pool in the caller's thread, whichever node keeps them. A
 * page is a transaction of its own, so a slow reader holds no connection and no lock.
 */
@Singleton
public class PooledSnapshots implements Snapshots {
  private final DataSource database;
  private final SnapshotKeepers keepers;
  private final ChangeLog log;
  private final Status status;

  @Inject
  PooledSnapshots(DataSource database, SnapshotKeepers keepers, ChangeLog log, Status status) {
    this.database = database;
    this.keepers = keepers;
    this.log = log;
    this.status = status;
  }

  @Override
  public SnapshotPlace begin(List<TopicSelector> topics) {
    long watched = watched();
    try {
      return admitted(keepers.begin(), topics, watched);
    } catch (SnapshotGoneException e) { // the one that was shared: its connection has died since
      return admitted(keepers.begin(), topics, watched);
    }
  }

  private SnapshotPlace admitted(SnapshotPlace start, List<TopicSelector> topics, long watched) {
    return ask(
        start,
        transaction -> {
          // One that was taken before a table was watched lacks its rows, and no change tells of
          // those that were there
          if (watched(transaction.connection()) < watched) {
            keepers.retire(start);
            throw new SnapshotGoneException(start);
          }
          transaction.parts(topics).forEach(SnapshotPart::requireReadable);
          return start;
        });
  }

  @Override
  public SnapshotPage read(
      SnapshotPlace place, List<TopicSelector> topics, int maxRows, long maxBytes) {
    return ask(
        place,
        transaction -> new SnapshotWalk(transaction, place, topics, maxRows, maxBytes).page());
  }

  /** How many watches have begun, and ended: who knows of more knows of all that others do. */
  private long watched() {
    try (Connection connection = database.getConnection()) {
      return watched(connection);
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
  }

  private static long watched(Connection connection) throws SQLException {
    try (var query =
            connection.prepareStatement("SELECT count(*) + count(ended) FROM carillon.watches");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private interface Question<T> {
    T ask(SnapshotTransaction transaction) throws SQLException;
  }

  private <T> T ask(SnapshotPlace place, Question<T> question) {
    ExportedSnapshot snapshot = ExportedSnapshot.of(place);
    keepers.use(place);
    try (Connection connection = database.getConnection()) {
      try (var transaction = SnapshotTransaction.begin(connection, snapshot)) {
        return question.ask(transaction);
      } catch (SQLException e) {
        if (SnapshotTransaction.isGone(e)) {
          requireFollowed(connection);
          keepers.letGo(place);
        } else if (SnapshotTransaction.isAltered(e)) {
          keepers.retire(place);
        } else {
          throw e;
        }
        throw new SnapshotGoneException(place);
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
  }

  /** The pool may yet lead to an old primary, which can't know what the new one keeps. */
  private void requireFollowed(Connection connection) throws SQLException {
    try {
      log.bounds(connection, status.position());
    } catch (SQLException e) {
      if (ChangeLog.STRANGER.equals(e.getSQLState())) {
        connection.abort(Runnable::run); // so that the pool looks for the primary anew
      }
      throw e;
    }
  }
}
