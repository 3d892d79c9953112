package dev.carillon.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the scenarios play on.
 *
 * @param node what to compare with; empty: it is not there
 * @param seqs numbers of the changes that were made, so that no two have the same
 */
record Stage(
    Options options,
    Carillon carillon,
    Database database,
    LoadClient client,
    Optional<NodePeer> node,
    FlushDelay flushes,
    Results results,
    AtomicLong seqs) {

  /** The same on another server. */
  Stage on(Carillon other, Database otherDatabase) {
    return new Stage(
        options, other, otherDatabase, client, Optional.empty(), flushes, results, seqs);
  }

  /** Has the server do for half a minute what most scenarios want of it. */
  void warmUp() throws IOException, InterruptedException {
    watch(streams(1000), insert(Database.WATCHED, 10_000, 10, 100, 200));
    watch(sockets(1000), insert(Database.WATCHED, 10_000, 10, 100, 200));
    new Writers(carillon.postgresPort(), 64)
        .run(Database.insert(Database.WATCHED, 1, 200), take(1_000_000), 1, Pace.fast(5));
  }

  /** Waits until durable observers and PostgreSQL's own housekeeping are done with what was. */
  void settle() throws SQLException {
    String busy =
        "SELECT (SELECT coalesce(sum(lag), 0) FROM carillon.observers)"
            + " + (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker')";
    for (int i = 0; i < 120 && database.number(busy) > 0; i++) {
      Commands.pause(Duration.ofMillis(500));
    }
  }

  /** Takes so many numbers; the first of them. */
  long take(long count) {
    return seqs.getAndAdd(count);
  }

  /** A crowd on Carillon's event streams that sees what is made from now on. */
  Crowd streams(int readers) {
    return Crowd.of(carillon.stream(Database.WATCHED), readers, seqs.get());
  }

  /** The same over WebSocket. */
  Crowd sockets(int readers) {
    return Crowd.sockets(carillon.url("/socket"), Database.WATCHED, readers, seqs.get());
  }

  /**
   * Has a crowd connected while rows are inserted.
   *
   * @throws IOException if nothing has come: what is computed from that would mean nothing
   */
  Seen watch(Crowd crowd, Callable<Long> work) throws IOException, InterruptedException {
    Seen seen =
        client.run(
            work instanceof Insertion insertion ? crowd.expecting(insertion.rows()) : crowd, work);
    if (seen.deliveries() == 0) {
      throw new IOException("none of " + seen.connected() + " clients has seen anything");
    }
    return seen;
  }

  /**
   * Watches once more, and has the server's JVM recorded from when the crowd is connected; only
   * where it was asked for, since it takes its share of the time.
   */
  void profile(String scenario, String title, Crowd crowd, Insertion work) throws Exception {
    if (!options.profile()) {
      return;
    }
    Recorder recorder = new Recorder(carillon.server());
    Seen seen =
        watch(
            crowd.expecting(work.rows()),
            () -> {
              recorder.start();
              return work.call();
            });
    String file = (scenario + " " + title).replaceAll("[^A-Za-z0-9]+", "-") + ".jfr";
    results.add(recorder.stop(scenario, title, seen.deliveries(), options.folder().resolve(file)));
  }

  /**
   * Work for {@link #watch}: inserts rows, so many a statement.
   *
   * @param rows how many together
   */
  Insertion insert(
      String table, long rows, int perStatement, double statementsPerSecond, int bytes) {
    return new Insertion(
        rows,
        () -> {
          long first = take(rows);
          Pace pace =
              statementsPerSecond == 0
                  ? Pace.count(rows / perStatement)
                  : Pace.of(statementsPerSecond, rows / (perStatement * statementsPerSecond));
          new Writers(carillon.postgresPort(), 1)
              .run(Database.insert(table, perStatement, bytes), first, perStatement, pace);
          return rows;
        });
  }

  /** The server's processor time by now, PostgreSQL's not counted, in seconds. */
  double serverCpu() throws IOException {
    return Processes.seconds(Processes.cpuTicks(carillon.server()));
  }
}
