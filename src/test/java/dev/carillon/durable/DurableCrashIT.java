package dev.carillon.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever dies amid a round: each observer has done each change once, in the log's order. */
@Timeout(180)
class DurableCrashIT {

  private static final int KILLS = 100;
  private static final List<String> OBSERVERS =
      IntStream.range(0, 10).mapToObj(i -> "observer-" + i).toList();

  private static final String LOGGED =
      "SELECT string_agg(r.n::text, ' ' ORDER BY r.n) FROM carillon.read(0, NULL, 1000000, 1 << 30) r"
          + " JOIN carillon.watches w ON w.id = r.watch WHERE w.topic = 'parcel'";

  private final TestDatabase database = TestDatabase.migrated();
  private final Random random = new Random(20261128);
  private final AtomicBoolean stopping = new AtomicBoolean();

  @Test
  void doesEachChangeOnceWhileTwoNodesDieAtAnyInstant() throws Exception {
    try (Sql sql = new Sql(database)) {
      prepare(sql);
      ExecutorService writers = Executors.newFixedThreadPool(2);
      writers.execute(this::write);
      writers.execute(this::write);
      ObserverNode[] nodes = {node("a").start(), node("b").start()};
      for (int kill = 0; kill < KILLS; kill++) {
        int victim = random.nextInt(2);
        JdbcTransactions doomed = nodes[victim].transactions();
        doomed.vanishWithin(1 + random.nextInt(150));
        await().pollInterval(Duration.ofMillis(2)).until(doomed::hasVanished);
        nodes[victim].kill();
        nodes[victim] = node("ab".substring(victim, victim + 1)).start();
      }
      stopping.set(true);
      writers.shutdown();
      assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      sql.run("SELECT carillon.cut()");

      String logged = sql.value(LOGGED);
      assertThat(logged).isNotNull();
      for (String observer : OBSERVERS) {
        await().atMost(Duration.ofSeconds(60)).until(() -> done(sql, observer).equals(logged));
      }
      assertThat(sql.value("SELECT count(*) FROM carillon.dead_letter")).isEqualTo("0");
      assertThat(sql.value("SELECT count(DISTINCT node) FROM done")).isEqualTo("2");
      nodes[0].close();
      nodes[1].close();
    }
  }

  @Test
  void takesOverFromANodeThatDies() throws Exception {
    try (Sql sql = new Sql(database);
        ObserverNode survivor = node("b")) {
      prepare(sql);
      ExecutorService writer = Executors.newSingleThreadExecutor();
      writer.execute(this::write);
      ObserverNode victim = node("a").start();
      await().until(() -> workers(sql).equals("10 a"));
      survivor.start();
      victim.kill();
      long killed = System.nanoTime();
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(20)) // two seconds, on a machine that has time
          .until(
              () ->
                  "10"
                      .equals(
                          sql.value("SELECT count(DISTINCT observer) FROM done WHERE node = 'b'")));
      System.Logger logger = System.getLogger(DurableCrashIT.class.getName());
      logger.log(
          System.Logger.Level.INFO,
          "Ten observers taken over after {0} ms",
          (System.nanoTime() - killed) / 1_000_000);
      stopping.set(true);
      writer.shutdown();
      assertThat(writer.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void prepare(Sql sql) throws SQLException {
    sql.run(
        "CREATE TABLE parcel (id int)",
        "CREATE TABLE letter (id int)",
        TestWork.TABLE,
        "SELECT carillon.watch('parcel')",
        "SELECT carillon.watch('letter')");
  }

  private ObserverNode node(String name) {
    ObserverNode node = new ObserverNode(database, name);
    OBSERVERS.forEach(observer -> node.with(observer, 0, 7, change -> false));
    return node;
  }

  /** Transactions of a few changes, some of which nobody wants, and some that are rolled back. */
  private void write() {
    Random own = new Random();
    try (Sql sql = new Sql(database)) {
      while (!stopping.get()) {
        sql.run(
            "BEGIN",
            "INSERT INTO %s SELECT i FROM generate_series(1, %d) i"
                .formatted(own.nextInt(3) == 0 ? "letter" : "parcel", 1 + own.nextInt(4)),
            own.nextInt(5) == 0 ? "ROLLBACK" : "COMMIT",
            "SELECT carillon.cut()",
            "SELECT pg_sleep(0.01)");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String done(Sql sql, String observer) throws SQLException {
    return String.valueOf(
        sql.value(
            "SELECT string_agg(n::text, ' ' ORDER BY seq) FROM done WHERE observer = '"
                + observer
                + "'"));
  }

  private static String workers(Sql sql) throws SQLException {
    return String.valueOf(
        sql.value(
            "SELECT concat_ws(' ', count(DISTINCT observer), string_agg(DISTINCT node, ',')) FROM done"));
  }
}
