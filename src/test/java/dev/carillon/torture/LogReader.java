package dev.carillon.torture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection that reads the log by its functions alone, as a node does. One thread at a time. */
final class LogReader implements AutoCloseable {
  private static final int PAGE = 1000;
  private static final Map<String, String> OPERATIONS =
      Map.of("I", "insert", "U", "update", "D", "delete", "T", "truncate");

  private final Connection connection;
  private final Map<Integer, String> tables = new HashMap<>();

  LogReader(String url) throws SQLException {
    connection = DriverManager.getConnection(url + "&ApplicationName=log-reader");
  }

  /** Gives what is committed its positions, unless somebody else is at it. */
  void cut() throws SQLException {
    run("SELECT carillon.cut()");
  }

  /** What follows a number, at most a page. */
  List<Seen> after(long n) throws SQLException {
    List<Seen> changes = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM carillon.read(?, null, ?, 10000000)")) {
      query.setLong(1, n);
      query.setInt(2, PAGE);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          changes.add(seen(rows));
        }
      }
    }
    return changes;
  }

  /** Why nobody can go on after a number; null if one can. */
  @Nullable String refusal(long n) throws SQLException {
    return value("SELECT carillon.resume(1, " + n + ")");
  }

  /** The number of the newest change. */
  long newest() throws SQLException {
    return Long.parseLong(String.valueOf(value("SELECT n FROM carillon.bounds()")));
  }

  Connection connection() {
    return connection;
  }

  private Seen seen(ResultSet row) throws SQLException {
    String old = row.getString("old");
    String fresh = row.getString("new");
    String topic = WatchedTables.topic(table(row.getInt("watch")), fresh == null ? old : fresh);
    String op = OPERATIONS.getOrDefault(row.getString("op"), "unknown");
    return new Seen(
        row.getLong("n"), topic, op, old, fresh, row.getLong("xid"), row.getBoolean("tx_end"));
  }

  private String table(int watch) throws SQLException {
    String known = tables.get(watch);
    if (known == null) {
      known =
          String.valueOf(value("SELECT relation::text FROM carillon.watches WHERE id = " + watch));
      tables.put(watch, known);
    }
    return known;
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private @Nullable String value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
