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

/** The log over the connection pool, in the caller's thread. */
@Singleton
public class PooledHistory implements History {
  private final DataSource database;
  private final ChangeLog log;

  @Inject
  PooledHistory(DataSource database, ChangeLog log) {
    this.database = database;
    this.log = log;
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
  public Optional<ResetReason> refusal(Position after) {
    return ask(connection -> log.refusal(connection, after));
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    try (Connection connection = database.getConnection()) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw new DatabaseUnavailableException(e);
    }
  }
}
