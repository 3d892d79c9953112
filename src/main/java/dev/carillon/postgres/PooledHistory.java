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

/**
 * The log over the connection pool, in the caller's thread; of the server that the listener follows
 * and of no other. After a promotion the pool may still lead to the old primary, which, unless it
 * is fenced, has a future of its own.
 */
@Singleton
public class PooledHistory implements History {
  private final DataSource database;
  private final ChangeLog log;
  private final Status status;

  @Inject
  PooledHistory(DataSource database, ChangeLog log, Status status) {
    this.database = database;
    this.log = log;
    this.status = status;
  }

  @Override
  public Page read(Position after, int maxChanges, long maxBytes) {
    return ask(connection -> log.read(connection, after, maxChanges, maxBytes));
  }

  @Override
  public Position earliest() {
    return ask(connection -> log.bounds(connection).earliest());
  }

  @Override
  public Position newest() {
    return ask(connection -> log.bounds(connection).newest());
  }

  @Override
  public Optional<ResetReason> refusal(Position after) {
    return ask(connection -> log.refusal(connection, after));
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    try (Connection connection = database.getConnection()) {
      requireFollowed(connection);
      return question.ask(connection);
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
  }

  /**
   * A place that the listener has passed is in the log that it follows, or older than retention.
   */
  private void requireFollowed(Connection connection) throws SQLException {
    Position followed = status.position();
    if (followed == null) {
      return;
    }
    Optional<ResetReason> strange =
        log.refusal(connection, followed).filter(reason -> reason != ResetReason.EXPIRED);
    if (strange.isPresent()) {
      connection.abort(Runnable::run); // so that the pool looks for the primary anew
      throw new SQLException(
          "the pool leads to another server than the listener follows: "
              + followed
              + " is "
              + strange.get().label()
              + " there");
    }
  }
}
