package dev.carillon.postgres;

import dev.carillon.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * The one listening connection: outside every pool, since LISTEN belongs to a session. Used by one
 * thread; any may {@link #abort}.
 */
final class ListenConnection implements AutoCloseable {
  /**
   * An answer slower than this is a dead link: found within the heartbeat, however the network lost
   * it.
   */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /** What may be waited for, if anything. */
  static final Duration SHORTEST = Duration.ofMillis(ListenSockets.AT_ONCE + 1);

  private final Connection connection;
  private final PGConnection postgres;

  private ListenConnection(Connection connection) throws SQLException {
    this.connection = connection;
    this.postgres = connection.unwrap(PGConnection.class);
  }

  static ListenConnection open(Settings settings) throws SQLException {
    Connection connection = DirectConnection.toListen(settings, "carillon-listener");
    connection.setNetworkTimeout(Runnable::run, (int) ANSWER_WITHIN.toMillis());
    return new ListenConnection(connection);
  }

  Connection jdbc() {
    return connection;
  }

  void listen(String channel) throws SQLException {
    execute("LISTEN " + quoted(channel));
  }

  void unlisten(String channel) throws SQLException {
    execute("UNLISTEN " + quoted(channel));
  }

  void notify(String channel, String payload) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      statement.setString(1, channel);
      statement.setString(2, payload);
      statement.execute();
    }
  }

  boolean isFromItself(PGNotification heard) {
    return heard.getPID() == postgres.getBackendPID();
  }

  /** What has arrived, or arrives within this time; empty if nothing does. */
  List<PGNotification> await(Duration atMost) throws SQLException {
    List<PGNotification> arrived =
        list(
            postgres
                .getNotifications()); // with an answer to a query, perhaps: waiting would miss it
    return arrived.isEmpty() && !atMost.isZero()
        ? list(postgres.getNotifications((int) Math.max(SHORTEST.toMillis(), atMost.toMillis())))
        : arrived;
  }

  /** Lets a moment pass; what arrives meanwhile is kept for the next {@link #await}. */
  void pause(Duration moment) {
    LockSupport.parkNanos(moment.toNanos());
  }

  /** Ends the connection under whoever waits on it. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      // then nobody waits on it any longer
    }
  }

  @Override
  public void close() {
    abort(); // a polite close would wait for a server that may no longer answer
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<PGNotification> list(PGNotification @Nullable [] notifications) {
    return notifications == null ? List.of() : List.of(notifications);
  }

  private static String quoted(String channel) {
    return '"' + channel.replace("\"", "\"\"") + '"';
  }
}
