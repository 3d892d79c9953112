package dev.carillon.postgres;

import dev.carillon.change.LogOpened;
import dev.carillon.config.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Has the log forget what is older, or larger, than it may be: once a minute on every node, and on
 * one at a time, which the database sees to. Runs in the container's executor.
 */
@Singleton
public class Retention {
  private static final Logger LOGGER = System.getLogger(Retention.class.getName());
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final DataSource database;
  private final Settings settings;
  private final ManagedScheduledExecutorService executor;
  private @Nullable Future<?> rounds;
  private volatile String held = ""; // one round at a time reads and writes it

  @Inject
  Retention(DataSource database, Settings settings, ManagedScheduledExecutorService executor) {
    this.database = database;
    this.settings = settings;
    this.executor = executor;
  }

  /** Begins when there is a log. */
  synchronized void opened(@Observes LogOpened log) {
    if (rounds == null) {
      rounds =
          executor.scheduleWithFixedDelay(
              this::trim, INTERVAL.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @PreDestroy
  synchronized void stop() {
    if (rounds != null) {
      rounds.cancel(false);
    }
  }

  private void trim() {
    try (Connection connection = database.getConnection()) {
      int emptied = emptied(connection);
      if (emptied > 0) {
        LOGGER.log(Level.INFO, "Retention emptied {0} of the log''s leaves.", emptied);
      }
      String now = held(connection);
      if (now.isEmpty() != held.isEmpty()) {
        LOGGER.log(
            Level.WARNING,
            "Retention: {0}.",
            now.isEmpty() ? "the log is no larger than it may be again" : now);
      }
      held = now;
    } catch (SQLException e) {
      // The database is away, which the listener says; or the log can't be trimmed, which must not
      // stay unsaid.
      LOGGER.log(Level.WARNING, "Retention could not trim the log: {0}", e.getMessage());
    }
  }

  private int emptied(Connection connection) throws SQLException {
    try (var call =
        connection.prepareStatement("SELECT carillon.trim(make_interval(secs => ?), ?)")) {
      call.setLong(1, settings.retentionAge().toSeconds());
      call.setLong(2, settings.retentionSize());
      try (var row = call.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** What keeps the log larger than it may be; empty if it is not. */
  private String held(Connection connection) throws SQLException {
    try (var call = connection.prepareStatement("SELECT coalesce(carillon.held(?), '')")) {
      call.setLong(1, settings.retentionSize());
      try (var row = call.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
