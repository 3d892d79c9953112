package dev.carillon.postgres;

import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/** Brings the schema up to date, by a connection of its own. */
@Singleton
public class Schema {
  /** Of a changelog that is shared with applications in the same database, what is ours. */
  private static final String APPLIED =
      "SELECT count(*) || ' ' || coalesce(max(dateexecuted)::text, '') FROM databasechangelog"
          + " WHERE filename LIKE 'carillon/%'";

  private final Settings settings;
  private String applied = "";
  private volatile @Nullable Connection connection;
  private volatile boolean stopped;

  @Inject
  Schema(Settings settings) {
    this.settings = settings;
  }

  /** Makes ready for {@link #bringUpToDate}, while the server deploys. */
  void prepare() {
    if (settings.schema().liquibase()) {
      Migration.prepare();
    }
  }

  /**
   * Applies what is missing; nothing if {@code carillon.liquibase} is off. Looks again at each
   * call, since a database may be taken back to a time before. The listener's thread only.
   *
   * @throws SQLException if the database is away, or a changeset fails: nothing is half applied,
   *     the next call tries again
   */
  void bringUpToDate() throws SQLException {
    if (!settings.schema().liquibase()) {
      return;
    }
    // The direct way: a lock of a session that a pooler lends would stay with the pooler
    try (Connection opened =
        DirectConnection.open(settings, settings.listenUrl(), "carillon-liquibase")) {
      connection = opened;
      if (!stopped) { // else stop() came before there was a connection to abort
        bringUpToDate(opened);
      }
    } finally {
      connection = null;
    }
  }

  /** Ends {@link #bringUpToDate} under whoever waits for it, now and from now on. */
  void stop() {
    stopped = true;
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException alreadyGone) {
        // then nobody waits on it any longer
      }
    }
  }

  private void bringUpToDate(Connection opened) throws SQLException {
    int patience = opened.getNetworkTimeout();
    int answer = (int) ListenConnection.ANSWER_WITHIN.toMillis();
    opened.setNetworkTimeout(Runnable::run, answer);
    if (applied.isEmpty() || !applied.equals(applied(opened))) {
      opened.setNetworkTimeout(Runnable::run, patience); // a migration may take its time
      Migration.run(opened, settings.schema().changelog());
      opened.setNetworkTimeout(Runnable::run, answer);
      applied = applied(opened);
    }
  }

  /** What tells one state of the schema from another; empty if nothing was ever applied. */
  private static String applied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(APPLIED)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      if (PSQLState.UNDEFINED_TABLE.getState().equals(e.getSQLState())) {
        return "";
      }
      throw e;
    }
  }
}
