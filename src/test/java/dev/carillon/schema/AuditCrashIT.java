package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever dies amid the copying: the audit has each change of the log once, in its order. */
@Timeout(120)
class AuditCrashIT {

  private static final int KILLS = 60;
  private static final int CRASHES = 1;

  private static final String BACKENDS =
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'feeder'"
          + " AND datname = current_database()";

  private static final String LOG =
      "SELECT concat_ws(' ', epoch, n, xid, op, old, new) FROM carillon.read(0, NULL, 1000000, 1 << 30)"
          + " ORDER BY n";

  private static final String AUDIT =
      "SELECT concat_ws(' ', epoch, n, tx, upper(left(op, 1)), old, new) FROM carillon.audit"
          + " ORDER BY epoch, n";

  private final TestDatabase database = TestDatabase.migrated();
  private final Random random = new Random(20261121);
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicInteger deaths = new AtomicInteger();
  private final AtomicLong fed = new AtomicLong();
  private long fedAtKill;

  @Test
  void copiesEachChangeOnceWhileTwoFeedersAndTheServerDieAtAnyInstant() throws Exception {
    try (Session session = new Session(database)) {
      session.run("CREATE TABLE t (id int, n int)", "SELECT carillon.watch('t')");
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    threads.execute(() -> repeat(this::write));
    threads.execute(() -> repeat(this::feed));
    threads.execute(() -> repeat(this::feed));

    for (int crash = 0; crash < CRASHES; crash++) {
      int enough = deaths.get() + KILLS / CRASHES;
      long before = fed.get();
      try (Session killer = new Session(database)) {
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> kill(killer) && deaths.get() >= enough && fed.get() > before + 400);
      }
      database.server().crash();
      database.server().start();
    }
    stopping.set(true);
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

    try (Session session = new Session(database)) {
      session.run("SELECT carillon.cut()");
      await()
          .until(() -> "0".equals(session.value("SELECT carillon.feed_audit('*', 1000, 1 << 20)")));
      assertThat(session.column(AUDIT)).hasSizeGreaterThan(400).isEqualTo(session.column(LOG));
      assertThat(session.value("SELECT count(*) FROM carillon.observed")).isEqualTo("1");
    }
  }

  /**
   * Ends one of the feeders, if one is there, but only if anything was fed since the last: on a
   * busy machine none would ever get to it. True, so that it can be waited for.
   */
  private boolean kill(Session killer) throws SQLException {
    long now = fed.get();
    if (now != fedAtKill) {
      fedAtKill = now;
      killer.run(
          "SELECT pg_terminate_backend(pid) FROM (" + BACKENDS + ") f ORDER BY random() LIMIT 1");
    }
    return true;
  }

  /** Transactions of up to twenty changes, and some that are rolled back. */
  private void write(Session session) throws SQLException {
    session.run(
        "BEGIN",
        "INSERT INTO t SELECT i, 0 FROM generate_series(1, %d) i".formatted(1 + random.nextInt(9)),
        "UPDATE t SET n = n + 1 WHERE id = 1 AND random() < 0.2",
        "DELETE FROM t WHERE random() < 0.1",
        random.nextInt(5) == 0 ? "ROLLBACK" : "COMMIT",
        "SELECT carillon.cut()");
  }

  /** A few changes at a time, so that it dies between any two steps; sometimes it just vanishes. */
  private void feed(Session session) throws SQLException {
    session.run("SET application_name = 'feeder'");
    for (int i = 0; i < 20; i++) {
      session.run("BEGIN");
      String passed = session.value("SELECT carillon.feed_audit('*', 7, 1 << 20)");
      if (i == 19) {
        return; // without a word
      }
      session.run("COMMIT");
      fed.addAndGet(passed == null ? 0 : Long.parseLong(passed));
    }
  }

  /** In a session of its own each time, until it is time to stop. */
  private void repeat(Work work) {
    while (!stopping.get()) {
      try (Session session = new Session(database)) {
        work.run(session);
      } catch (SQLException died) {
        deaths.incrementAndGet();
      }
    }
  }

  private interface Work {
    void run(Session session) throws SQLException;
  }
}
