package dev.carillon.postgres;

import static java.util.Objects.requireNonNull;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import dev.carillon.epochs.Standby;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A database with some changes on a primary, and a node that replays them from its standby. */
final class ReplicatedDatabase implements AutoCloseable {
  private static final TestServer PRIMARY = TestServer.alone().with("wal_keep_size", "512MB");
  private static @Nullable TestServer standby;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final TestDatabase database;
  private final Sql sql;
  private ReplayingNode node;

  /** With the rows 1 to 100. */
  ReplicatedDatabase() throws Exception {
    start();
    database = create();
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int)", "SELECT carillon.watch('t')");
    node = new ReplayingNode(database, standby().url(database.name()));
    write(1, 100);
  }

  private static synchronized void start() throws Exception {
    if (standby == null) {
      PRIMARY.start();
      standby = Standby.of(PRIMARY, TestServer.freePort(), "max_standby_streaming_delay = 100ms");
    }
  }

  static TestServer standby() {
    return requireNonNull(standby);
  }

  Sql sql() {
    return sql;
  }

  ReplayingNode node() {
    return node;
  }

  /** Another one beside it, with nothing in it but the schema. */
  TestDatabase create() throws SQLException {
    TestDatabase created = new TestDatabase(PRIMARY, "replicated_" + COUNT.incrementAndGet());
    try (Sql admin = new Sql(new TestDatabase(PRIMARY, "postgres"))) {
      admin.run("CREATE DATABASE " + created.name());
    }
    created.liquibase(liquibase -> liquibase.update(""));
    return created;
  }

  /** Has the node replay from another database. */
  void replayFrom(TestDatabase other) throws SQLException {
    node.close();
    node = new ReplayingNode(database, standby().url(other.name()));
  }

  /** Commits each row in a cut of its own, which the node follows. */
  void write(int from, int to) throws SQLException {
    for (int id = from; id <= to; id++) {
      sql.run("INSERT INTO t VALUES (" + id + ")", "SELECT carillon.cut()");
    }
    node.follow();
  }

  /** A connection to the same database on the standby. */
  Sql there() throws SQLException {
    return new Sql(new TestDatabase(standby(), database.name()));
  }

  /** From another database than the one that recovery changes: it would cancel the statement. */
  void onStandby(String statement) throws SQLException {
    try (Sql there = new Sql(new TestDatabase(standby(), "postgres"))) {
      there.run(statement);
    }
  }

  static List<Integer> range(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  @Override
  public void close() throws SQLException {
    node.close();
    sql.close();
  }
}
