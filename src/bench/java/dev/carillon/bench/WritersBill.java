package dev.carillon.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a watch costs each kind of statement, beside no trigger and the tutorial's. */
final class WritersBill implements Scenario {
  private static final List<String> TABLES =
      List.of(Database.PLAIN, Database.WATCHED, Database.TUTORIAL);
  private static final int SINGLES = 3000;
  private static final int SMALL = 100;
  private static final int MANY = 100_000;
  private static final String ROW = "'ACME' || repeat('x', 90), 100, 0, g";

  @Override
  public String name() {
    return "bill";
  }

  @Override
  public boolean wantsWarmth() {
    return false;
  }

  @Override
  public void play(Stage stage) throws Exception {
    Database database = stage.database();
    database.run("SET synchronous_commit = off"); // the disk would be most of what is measured
    // whole pages, which each checkpoint has written once more, would hide what a change takes
    database.run("ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()");
    stage.results().note("WAL: without whole pages, and with what the cuts write.");
    try {
      measure(stage, "a single insert", SINGLES, this::singles);
      measure(stage, "a row of a transaction of 100 inserts", SINGLES, this::hundreds);
      measure(stage, "a row of a COPY of 100,000", MANY, WritersBill::copy);
      measure(stage, "a row of an UPDATE of 100,000", MANY, WritersBill::update);
    } finally {
      database.run(
          "RESET synchronous_commit",
          "ALTER SYSTEM RESET full_page_writes",
          "SELECT pg_reload_conf()",
          "TRUNCATE bench_plain, bench_tutorial");
    }
  }

  /** What is done to a table. */
  private interface Deed {
    void to(Database database, String table) throws SQLException;
  }

  private void measure(Stage stage, String what, int rows, Deed deed) throws SQLException {
    Database database = stage.database();
    Map<String, List<Double>> micros = new LinkedHashMap<>();
    Map<String, List<Double>> wal = new LinkedHashMap<>();
    for (int round = 0; round < stage.options().rounds(); round++) {
      for (String table : TABLES) {
        long before = database.number("SELECT pg_current_wal_insert_lsn() - '0/0'");
        long began = System.nanoTime();
        deed.to(database, table);
        micros
            .computeIfAbsent(table, t -> new ArrayList<>())
            .add((System.nanoTime() - began) / 1e3 / rows);
        long bytes = database.number("SELECT pg_current_wal_insert_lsn() - '0/0'") - before;
        wal.computeIfAbsent(table, t -> new ArrayList<>()).add((double) bytes / rows);
      }
    }
    Results results = stage.results();
    TABLES.forEach(
        table ->
            results.add(name(), what + ", " + table, "µs", micros.getOrDefault(table, List.of())));
    TABLES.forEach(
        table ->
            results.add(
                name(), what + ": WAL, " + table, "bytes", wal.getOrDefault(table, List.of())));
    List<Double> watched = micros.getOrDefault(Database.WATCHED, List.of());
    results.add(
        name(),
        what + ": watch by no trigger",
        "x",
        Results.ratios(watched, micros.getOrDefault(Database.PLAIN, List.of())));
    results.add(
        name(),
        what + ": watch by the tutorial's",
        "x",
        Results.ratios(watched, micros.getOrDefault(Database.TUTORIAL, List.of())));
  }

  private void singles(Database database, String table) throws SQLException {
    try (var insert = database.connection().prepareStatement(single(table))) {
      for (int i = 0; i < SINGLES; i++) {
        insert.setInt(1, i);
        insert.execute();
      }
    }
  }

  private void hundreds(Database database, String table) throws SQLException {
    database.connection().setAutoCommit(false);
    try (var insert = database.connection().prepareStatement(single(table))) {
      for (int i = 1; i <= SINGLES; i++) {
        insert.setInt(1, i);
        insert.execute();
        if (i % SMALL == 0) {
          database.connection().commit();
        }
      }
    } finally {
      database.connection().setAutoCommit(true);
    }
  }

  private static String single(String table) {
    return "INSERT INTO "
        + table
        + " (symbol, price, sent_us, seq) SELECT "
        + ROW
        + " FROM (SELECT ?::int) n(g)";
  }

  private static void copy(Database database, String table) throws SQLException {
    StringBuilder lines = new StringBuilder();
    String symbol = "ACME" + "x".repeat(90);
    for (int i = 0; i < MANY; i++) {
      lines.append(symbol).append("\t100\t0\t").append(i).append('\n');
    }
    try {
      database
          .connection()
          .unwrap(org.postgresql.PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY " + table + " (symbol, price, sent_us, seq) FROM STDIN",
              new java.io.StringReader(lines.toString()));
    } catch (java.io.IOException e) {
      throw new SQLException(e);
    }
  }

  private static void update(Database database, String table) throws SQLException {
    database.run(
        "UPDATE "
            + table
            + " SET price = price + 1 WHERE id > (SELECT max(id) - "
            + MANY
            + " FROM "
            + table
            + ")");
  }
}
