package dev.carillon.failover;

import static org.awaitility.Awaitility.await;

import dev.carillon.TestServer;
import dev.carillon.epochs.Sql;
import dev.carillon.epochs.Standby;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two servers, of which one is the primary and the other follows it, until they change over. */
final class Pair implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private TestServer primary = TestServer.alone().with("wal_keep_size", "512MB");
  private TestServer standby;
  private final List<Integer> ports = List.of(primary.port(), TestServer.freePort());

  Pair() throws Exception {
    primary.start();
    standby = Standby.of(primary, ports.get(1));
  }

  /** Both hosts, in an order that does not change with their roles. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?user=postgres"
        .formatted(ports.get(0), ports.get(1));
  }

  /** From now on the primary acknowledges no commit that the standby does not have. */
  void synchronize() throws SQLException {
    onPrimary("ALTER SYSTEM SET synchronous_standby_names = 'standby'", "SELECT pg_reload_conf()");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                sql(primary).is("count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'"));
  }

  /** From now on the standby misses what the primary commits. */
  void detach() throws SQLException {
    sql(standby).run("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
    await()
        .atMost(PATIENCE)
        .until(() -> sql(standby).is("NOT EXISTS (SELECT FROM pg_stat_wal_receiver)"));
  }

  void crashPrimary() {
    primary.crash();
  }

  /** In order: the standby gets all there is. */
  void stopPrimary() {
    primary.stop();
  }

  /** The standby is the primary from here on, and alone. */
  void promote() throws SQLException {
    sql(standby).run("SELECT pg_promote(true, 120)");
    TestServer old = primary;
    primary = standby;
    standby = old;
  }

  /** The server that was left behind follows the new primary, at its old address. */
  void rejoin() throws Exception {
    standby.stop();
    standby = Standby.of(primary, standby.port());
    Standby.awaitReplayed(primary, standby);
  }

  void onPrimary(String... statements) throws SQLException {
    sql(primary).run(statements);
  }

  /** The log as it is at last: places and rows. */
  List<Told> log() throws SQLException {
    onPrimary("SELECT carillon.cut()");
    List<Told> all = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(primary.url("postgres"));
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT epoch || '.' || n, new->>'id' FROM carillon.read(0, NULL, 1000000, 1 << 30)"
                    + " WHERE watch = (SELECT id FROM carillon.watches WHERE table_name = 'public.t')")) {
      while (rows.next()) {
        all.add(new Told(rows.getString(1), rows.getString(2)));
      }
    }
    return all;
  }

  private static Sql sql(TestServer server) {
    return new Sql(server.url("postgres"));
  }

  @Override
  public void close() {
    standby.close();
    primary.close();
  }
}
