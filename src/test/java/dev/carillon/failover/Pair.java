package dev.carillon.failover;

import static org.awaitility.Awaitility.await;

import dev.carillon.Signal;
import dev.carillon.TestServer;
import dev.carillon.epochs.Standby;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two servers, of which one is the primary and the other follows it, until they change over. */
final class Pair implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);
  private TestServer primary = TestServer.alone().with("wal_keep_size", "512MB");
  private TestServer standby;
  private List<ProcessHandle> frozen = List.of();
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
                value(primary, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
                    .equals("1"));
  }

  /** From now on the standby misses what the primary commits. */
  void detach() throws SQLException {
    run(standby, "ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
    await()
        .atMost(PATIENCE)
        .until(() -> value(standby, "SELECT count(*) FROM pg_stat_wal_receiver").equals("0"));
  }

  void crashPrimary() {
    primary.crash();
  }

  /** Without a word, as a host that has lost its network: connections stay, and nobody answers. */
  void freezePrimary() {
    ProcessHandle postmaster = primary.postmaster();
    Signal.send("STOP", postmaster.pid()); // first: it would start others
    frozen = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    frozen.forEach(process -> Signal.send("STOP", process.pid()));
  }

  /** Ends what was frozen: it must not go on, since another is the primary now. */
  void endFrozen() {
    frozen.forEach(process -> Signal.send("QUIT", process.pid()));
    frozen.forEach(process -> Signal.send("CONT", process.pid()));
    frozen.forEach(process -> process.onExit().join());
  }

  /** In order: the standby gets all there is. */
  void stopPrimary() {
    primary.stop();
  }

  /** The standby is the primary from here on, and alone. */
  void promote() throws SQLException {
    run(standby, "SELECT pg_promote(true, 120)");
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
    run(primary, statements);
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

  private static void run(TestServer server, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url("postgres"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String value(TestServer server, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url("postgres"));
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  @Override
  public void close() {
    standby.close();
    primary.close();
  }
}
