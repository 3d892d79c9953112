package dev.carillon.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A connection of the benchmark's own, and the three tables that it writes to. One thread. */
record Database(Connection connection) implements AutoCloseable {
  /** Without a trigger. */
  static final String PLAIN = "bench_plain";

  /** Watched. */
  static final String WATCHED = "bench";

  /** With the trigger of the tutorials: one NOTIFY a row, which carries it. */
  static final String TUTORIAL = "bench_tutorial";

  private static final String TRIGGER =
      """
      CREATE OR REPLACE FUNCTION bench_notify() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('bench_tutorial', row_to_json(NEW)::text);
        RETURN NEW;
      END $$
      """;

  static Database open(int port) throws SQLException {
    return new Database(
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres"));
  }

  /** Makes the tables. */
  void prepare() throws SQLException {
    for (String table : new String[] {PLAIN, WATCHED, TUTORIAL}) {
      run(
          "CREATE TABLE "
              + table
              + " (id bigserial PRIMARY KEY, symbol text, price numeric, sent_us bigint, seq bigint)");
    }
    run(
        TRIGGER,
        "CREATE TRIGGER notify AFTER INSERT OR UPDATE ON bench_tutorial FOR EACH ROW EXECUTE FUNCTION bench_notify()",
        "SELECT carillon.watch('bench')");
  }

  /**
   * The statement that inserts one row, or several, from the number of its parameter on; a row is
   * about so many bytes of JSON.
   */
  static String insert(String table, int rows, int bytes) {
    String symbol = "ACME" + "x".repeat(Math.max(0, bytes - 90));
    String into = "INSERT INTO " + table + " (symbol, price, sent_us, seq) ";
    String values =
        "'"
            + symbol
            + "', 100 + g % 1000 / 100.0, (extract(epoch FROM clock_timestamp()) * 1e6)::bigint, g";
    return rows == 1
        ? into + "SELECT " + values + " FROM (SELECT $1::bigint) n(g)"
        : into
            + "SELECT "
            + values
            + " FROM generate_series($1::bigint, $1::bigint + "
            + (rows - 1)
            + ") g";
  }

  void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The one number that a query answers. */
  long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  String version() throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion().split(" ", 2)[0];
  }

  /** What has been notified, or is within this time. */
  PGNotification[] notifications(int millis) throws SQLException {
    return connection.unwrap(PGConnection.class).getNotifications(millis);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
