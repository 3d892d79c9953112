package dev.carillon.postgres;

import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.History;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The log over the connection pool, in the caller's thread; of the server that the listener follows
 * and of no other. After a promotion the pool may still lead to the old primary, which, unless it
 * is fenced, has a future of its own. Pages come from the replica, where it has them.
 */
@Singleton
public class PooledHistory implements History {
  private final DataSource database;
  private final ChangeLog log;
  private final Status status;
  private final Replica replica;

  @Inject
  PooledHistory(DataSource database, ChangeLog log, Status status, Replica replica) {
    this.database = database;
    this.log = log;
    this.status = status;
    this.replica = replica;
  }

  @Override
  public Page read(Position after, int maxChanges, long maxBytes) {
    return replica
        .read(after, maxChanges, maxBytes)
        .orElseGet(
            () ->
                ask(
                    (connection, known) ->
                        log.read(connection, known, after, maxChanges, maxBytes)));
  }

  @Override
  public Position earliest() {
    return ask(log::bounds).earliest();
  }

  @Override
  public Position newest() {
    return ask(log::bounds).newest();
  }

  @Override
  public Optional<ResetReason> refusal(Position after) {
    return ask((connection, known) -> log.refusal(connection, known, after));
  }

  private interface Question<T> {
    /**
     * Asks a server that knows a place which the listener has passed: it is in the log that it
     * follows, or older than retention.
     */
    T ask(Connection connection, @Nullable Position known) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    try (Connection connection = database.getConnection()) {
      try {
        return question.ask(connection, status.position());
      } catch (SQLException e) {
        if (!ChangeLog.STRANGER.equals(e.getSQLState())) {
          throw e;
        }
        connection.abort(Runnable::run); // so that the pool looks for the primary anew
        throw new SQLException(
            "the pool leads to another server than the listener follows: " + e.getMessage(), e);
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
  }
}
