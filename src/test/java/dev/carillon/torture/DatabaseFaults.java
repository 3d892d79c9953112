package dev.carillon.torture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** What can go wrong in PostgreSQL, and by those who use it. */
final class DatabaseFaults {
  /** What writers call their connections, so that some can be killed. */
  static final String WRITER = "torture-writer";

  private static final int KILOBYTES_8 = 7_900;

  private DatabaseFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault("every listening connection killed", 0, 0, kill("= 'carillon-listener'", 100)),
        new Fault("one listening connection killed", 0, 0, kill("= 'carillon-listener'", 1)),
        new Fault("every backend of Carillon killed", 0, 0, kill("LIKE 'carillon%'", 1000)),
        new Fault("a writer's backend killed", 0, 0, kill("= '" + WRITER + "'", 1)),
        new Fault("PostgreSQL stopped at once", 0, 5, DatabaseFaults::crash),
        new Fault("retention passes old positions", 0, 0, DatabaseFaults::trim),
        new Fault("NOTIFY queue nearly full", 1, 5, DatabaseFaults::fillQueue),
        new Fault("a transaction left open", 2, 8, DatabaseFaults::openTransaction));
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
        world.truth().mustGoOn(end, world::isServed);
        connection.rollback();
        connection.close();
      };
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void execute(World world, String sql) throws SQLException {
    try (Connection connection = world.connect("torture-nemesis");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
