package dev.carillon.postgres;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.LogOpened;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.ReplicaStatus.State;
import dev.carillon.config.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The replaying half of a node with a replica, its rounds called by the test. */
final class ReplayingNode implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Sql sql;
  private final Status status;
  private final Replica replica;
  private final ReplicaConnections connections;
  private final ReplicaSearch search;
  private final PooledHistory history;

  ReplayingNode(TestDatabase database, String replicaUrl) throws SQLException {
    sql = new Sql(database);
    Settings settings = TestNode.settings(database, "carillon.jdbc.replica.url", replicaUrl);
    ChangeLog log = new ChangeLog(new WatchCatalog(database.dataSource()));
    status = new Status(new Node(), settings);
    connections = new ReplicaConnections(settings);
    replica = new Replica(settings, connections, log);
    search = new ReplicaSearch(database.dataSource(), status, replica, connections);
    history = new PooledHistory(database.dataSource(), log, status, replica);
    open();
  }

  /** The listener has followed the log to its end. */
  void follow() throws SQLException {
    status.fired(newest());
  }

  /** The listener has found another log. */
  void open() throws SQLException {
    follow();
    replica.opened(new LogOpened(newest(), null));
  }

  void awaitState(State state) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              search.look();
              return replica.state() == state;
            });
  }

  Replica replica() {
    return replica;
  }

  /** The rows' numbers in a page, whoever serves it. */
  List<Integer> page(long after, int most) throws SQLException {
    return ids(history.read(at(after), most, 1 << 20));
  }

  /** A place in the epoch of now. */
  Position at(long n) throws SQLException {
    return new Position(newest().epoch(), n);
  }

  private Position newest() throws SQLException {
    return new Position(
        (int) sql.number("SELECT epoch FROM carillon.bounds()"),
        sql.number("SELECT n FROM carillon.bounds()"));
  }

  private static List<Integer> ids(Page page) {
    return page.changes().stream()
        .map(change -> Integer.valueOf(requireNonNull(change.row()).text("id")))
        .toList();
  }

  @Override
  public void close() throws SQLException {
    connections.close();
    sql.close();
  }
}
