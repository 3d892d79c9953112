package dev.carillon.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Everything that can go wrong. */
final class Faults {
  /** What writers call their connections, so that some can be killed. */
  static final String WRITER = "torture-writer";

  private static final int KILOBYTES_8 = 7_900;
  private static final int STUCK_CLIENTS = 5;

  private Faults() {}

  static List<Fault> all() {
    return Stream.of(database(), network(), nodes()).flatMap(List::stream).toList();
  }

  private static List<Fault> database() {
    return List.of(
        new Fault("every listening connection killed", 0, 0, kill("= 'carillon-listener'", 100)),
        new Fault("one listening connection killed", 0, 0, kill("= 'carillon-listener'", 1)),
        new Fault("every backend of Carillon killed", 0, 0, kill("LIKE 'carillon%'", 1000)),
        new Fault("a writer's backend killed", 0, 0, kill("= '" + WRITER + "'", 1)),
        new Fault("PostgreSQL stopped at once", 0, 5, Faults::crash),
        new Fault("retention passes old positions", 0, 0, Faults::trim),
        new Fault("NOTIFY queue nearly full", 1, 5, Faults::fillQueue),
        new Fault("a transaction left open", 2, 8, Faults::openTransaction));
  }

  private static List<Fault> network() {
    return List.of(
        new Fault("half-open to PostgreSQL", 12, 15, freeze(TortureNode::toPostgres)),
        new Fault("cut from PostgreSQL", 0, 0, cut(TortureNode::toPostgres)),
        new Fault("half-open to clients", 5, 8, freeze(TortureNode::toClients)),
        new Fault("cut from clients", 0, 0, cut(TortureNode::toClients)),
        new Fault("clients that never read", 2, 6, Faults::neverRead));
  }

  private static List<Fault> nodes() {
    return List.of(
        new Fault("node killed", 0, 3, Faults::kill),
        new Fault("node stopped in order", 0, 3, Faults::terminate),
        new Fault("node frozen", 1, 15, Faults::stop));
  }

  private static Fault.Cause kill(String application, int most) {
    return (world, random) -> {
      String sql =
          "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity"
              + " WHERE application_name %s ORDER BY random() LIMIT %d) victims";
      execute(world, sql.formatted(application, most));
      return Fault.NOTHING_TO_UNDO;
    };
  }

  private static Fault.Undo crash(World world, Random random) {
    world.server().crash();
    return world.server()::start;
  }

  /** What it forgets becomes visible with its commit, so it is told before. */
  private static Fault.Undo trim(World world, Random random) throws SQLException {
    try (Connection connection = world.connect("torture-nemesis");
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT carillon.trim('1 second', 1::bigint << 40)");
      try (var earliest = statement.executeQuery("SELECT earliest_n FROM carillon.bounds()")) {
        earliest.next();
        if (world.truth().audited() < earliest.getLong(1)) {
          throw new IllegalStateException("the auditor has not read that yet");
        }
        world.truth().mayExpire(earliest.getLong(1) - 1);
      }
      connection.commit();
    }
    return Fault.NOTHING_TO_UNDO;
  }

  private static Fault.Undo fillQueue(World world, Random random) throws SQLException {
    Connection holder = world.connect("torture-nemesis");
    try (var statement = holder.createStatement();
        Connection sender = world.connect("torture-nemesis");
        var notify = sender.createStatement()) {
      statement.execute("LISTEN torture_queue");
      holder.setAutoCommit(false); // whoever is in a transaction reads no notifications
      statement.execute("SELECT 1");
      String send =
          "SELECT pg_notify('torture_queue', i || repeat('x', %d))".formatted(KILOBYTES_8);
      notify.execute(
          "DO $$ BEGIN WHILE pg_notification_queue_usage() < 0.6 LOOP FOR i IN 1..4 LOOP PERFORM "
              + send.substring("SELECT ".length())
              + "; END LOOP; COMMIT; END LOOP; END $$");
      return holder::close;
    } catch (SQLException e) {
      holder.close();
      throw e;
    }
  }

  /** It holds back whoever waits for older transactions (I9); and then it never was. */
  private static Fault.Undo openTransaction(World world, Random random) throws SQLException {
    Connection connection = world.connect("torture-nemesis");
    try (var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO stock_price (symbol, price) VALUES ('NEVER', 1)");
      long end = world.truth().end();
      return () -> {
        world.truth().mustGoOn(end);
        connection.rollback();
        connection.close();
      };
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static Fault.Cause freeze(Way way) {
    return (world, random) -> {
      Wire wire = way.of(world.anyNode(random));
      wire.freeze(random.nextBoolean() ? Wire.State.SWALLOWS : Wire.State.WITHHOLDS);
      return wire::heal;
    };
  }

  private static Fault.Cause cut(Way way) {
    return (world, random) -> {
      way.of(world.anyNode(random)).cut(random.nextBoolean(), random.nextInt(3000));
      return Fault.NOTHING_TO_UNDO;
    };
  }

  private static Fault.Undo neverRead(World world, Random random) throws Exception {
    return new StuckClients(world.anyNode(random), STUCK_CLIENTS)::close;
  }

  private static Fault.Undo kill(World world, Random random) {
    TortureNode node = world.spareNode(random);
    node.kill();
    return node::start;
  }

  private static Fault.Undo terminate(World world, Random random) {
    TortureNode node = world.spareNode(random);
    node.terminate();
    return node::start;
  }

  private static Fault.Undo stop(World world, Random random) {
    TortureNode node = world.anyNode(random);
    node.freeze();
    return node::thaw;
  }

  private static void execute(World world, String sql) throws SQLException {
    try (Connection connection = world.connect("torture-nemesis");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** One of a node's wires. */
  @FunctionalInterface
  private interface Way {
    Wire of(TortureNode node);
  }
}
