package dev.carillon.postgres;

import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Has the log forget what is older, or larger, than it may be, and says what keeps it from that.
 * Nodes may be at it together: the database lets one do it. One round at a time.
 */
@Singleton
public class Retention {
  private static final Logger LOGGER = System.getLogger(Retention.class.getName());
  private static final String TRIM = "SELECT carillon.trim(make_interval(secs => ?), ?)";
  private static final String LOOK =
      "SELECT coalesce(carillon.held(?), ''), sum(pg_total_relation_size(relid))"
          + " FROM pg_partition_tree('carillon.log') WHERE isleaf";

  private final DataSource database;
  private final Settings settings;
  private final Status status;

  @Inject
  Retention(DataSource database, Settings settings, Status status) {
    this.database = database;
    this.settings = settings;
    this.status = status;
  }

  /** One round. Never throws: the executor would not call it again, and the log would grow. */
  void trim() {
    try (Connection connection = database.getConnection()) {
      trim(connection);
      look(connection);
    } catch (SQLException e) {
      // The database is away, which the listener says; or the log can't be trimmed, which must not
      // stay unsaid.
      LOGGER.log(Level.WARNING, "Retention could not trim the log: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOGGER.log(Level.WARNING, "Retention could not trim the log", e);
    }
  }

  private void trim(Connection connection) throws SQLException {
    try (PreparedStatement call = connection.prepareStatement(TRIM)) {
      call.setLong(1, settings.retentionAge().toSeconds());
      call.setLong(2, settings.retentionSize());
      try (var row = call.executeQuery()) {
        row.next();
        if (row.getInt(1) > 0) {
          LOGGER.log(Level.INFO, "Retention emptied {0} of the log''s leaves.", row.getInt(1));
        }
      }
    }
  }

  private void look(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LOOK)) {
      query.setLong(1, settings.retentionSize());
      try (var row = query.executeQuery()) {
        row.next();
        say(row.getString(1));
        status.log(row.getLong(2), row.getString(1));
      }
    }
  }

  /** Once when it begins, and once when it is over. */
  private void say(String held) {
    if (held.isEmpty() != status.heldBack().isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "Retention: {0}.",
          held.isEmpty() ? "the log is no larger than it may be again" : held);
    }
  }
}
