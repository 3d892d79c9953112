package dev.carillon.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.Position;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a durable observer does with the log, and what can be done to it. */
class DurableIT {

  private static final String DONE = "SELECT string_agg(n::text, ' ' ORDER BY seq) FROM done";

  private final TestDatabase database = TestDatabase.migrated();
  private final AtomicInteger calls = new AtomicInteger();
  private final ObserverNode node = new ObserverNode(database, "a");
  private Sql sql;

  @BeforeEach
  void watch() throws SQLException {
    sql = new Sql(database);
    sql.run(
        "CREATE TABLE parcel (id int)",
        "CREATE TABLE letter (id int)",
        TestWork.TABLE,
        "SELECT carillon.watch('parcel')",
        "SELECT carillon.watch('letter')");
  }

  @AfterEach
  void close() throws SQLException {
    node.close();
    sql.close();
  }

  @Test
  void isToldOfEachChangeOnceInOrderAndInFewTransactions() throws SQLException {
    node.with("billing").start();
    insert("parcel", 250);
    insert("letter", 250);
    insert("parcel", 1);

    awaitDone(251);
    assertThat(sql.value("SELECT string_agg(n::text, ' ' ORDER BY n) FROM done"))
        .isEqualTo(sql.value(DONE));
    assertThat(sql.value("SELECT count(DISTINCT n) FROM done")).isEqualTo("251");
    assertThat(sql.value("SELECT max(c) FROM (SELECT count(*) AS c FROM done GROUP BY tx) t"))
        .isEqualTo("100");
    awaitState("idle 1.501 0");
    assertThat(sql.value("SELECT node FROM carillon.observers WHERE name = 'billing'"))
        .isEqualTo("a");
  }

  @Test
  void triesAgainWhatFailsAndGoesOnInOrder() throws SQLException {
    node.with("billing", 0, 100, change -> n(change) == 3 && calls.incrementAndGet() < 5).start();
    insert("parcel", 5);

    awaitDone(5);
    assertThat(sql.value(DONE)).isEqualTo("1 2 3 4 5");
    assertThat(calls).hasValue(5);
    awaitState("idle 1.5 0");
    assertThat(sql.value("SELECT error FROM carillon.observers WHERE name = 'billing'")).isNull();
  }

  @Test
  void keepsWhatItGivesUpAndGoesOn() throws SQLException {
    node.with("billing", 3, 100, change -> n(change) == 3).start();
    insert("parcel", 5);

    awaitDone(4);
    assertThat(sql.value(DONE)).isEqualTo("1 2 4 5");
    awaitState("idle 1.5 1");
    assertThat(
            sql.value(
                "SELECT concat_ws(' ', epoch, n, change ->> 'topic', change -> 'new', tries, error) FROM carillon.dead_letter"))
        .isEqualTo("1 3 parcel {\"id\":3} 3 IllegalStateException: on purpose at 1.3");
  }

  @Test
  void saysThatItTriesAgainAndWhy() throws SQLException {
    node.with("billing", 0, 1, change -> n(change) == 2).start();
    insert("parcel", 3);

    await()
        .untilAsserted(
            () ->
                assertThat(
                        sql.value(
                            "SELECT concat_ws(' ', state, position, tries > 2, error, try_at > now() - interval '1 minute') FROM carillon.observers WHERE name = 'billing'"))
                    .isEqualTo("retrying 1.1 t IllegalStateException: on purpose at 1.2 t"));
    assertThat(sql.value(DONE)).isEqualTo("1");
  }

  @Test
  void restsAndGoesOnAsItIsTold() throws SQLException {
    node.with("billing").start();
    insert("parcel", 1);
    awaitDone(1);
    sql.run("SELECT carillon.pause_observer('billing')");
    insert("parcel", 2);
    awaitState("paused 1.1 0");
    sql.run("SELECT carillon.resume_observer('billing')");

    awaitDone(3);
    assertThat(sql.value(DONE)).isEqualTo("1 2 3");
  }

  @Test
  void goesBackAsFarAsTheLogDoes() throws SQLException {
    node.with("billing").start();
    insert("parcel", 3);
    awaitDone(3);

    assertThat(sql.value("SELECT carillon.rewind_observer('billing', '1.1')")).isEqualTo("1.1");
    awaitDone(5);
    assertThat(sql.value("SELECT carillon.rewind_observer('billing', 'earliest')"))
        .isEqualTo("1.0");
    awaitDone(8);
    assertThat(sql.value(DONE)).isEqualTo("1 2 3 2 3 1 2 3");
    sql.run("SELECT carillon.rewind_observer('billing', 'latest')");
    awaitState("idle 1.3 0");
  }

  @Test
  void goesToNoPlaceThatTheLogHasNot() throws SQLException {
    node.with("billing").start();
    insert("parcel", 3);
    awaitDone(3);

    refuses(
        "'billing', '1.9'",
        "position 1.9 is not in the log (ahead), which has what follows 1.0, up to 1.3");
    refuses("'billing', '7.1'", "position 7.1 is not in the log (unknown-epoch)");
    refuses(
        "'billing', 'begin'",
        "position must be earliest, latest or one such as 1.1042, but is \"begin\"");
    refuses("'bills', 'latest'", "there is no observer \"bills\"; there are: audit, billing");
  }

  @Test
  void stopsWhereTheLogCannotBeContinuedUntilSomebodyDecides() throws SQLException {
    node.with("billing").start();
    insert("parcel", 2);
    awaitDone(2);
    sql.run("SELECT carillon.pause_observer('billing')");
    insert("parcel", 2);
    sql.run("SELECT carillon.reset()");
    insert("parcel", 1);
    sql.run("SELECT carillon.resume_observer('billing')");

    await()
        .untilAsserted(
            () ->
                assertThat(
                        sql.value(
                            "SELECT concat_ws(' ', state, refusal, position) FROM carillon.observers WHERE name = 'billing'"))
                    .isEqualTo("stuck expired 1.2"));
    assertThat(sql.value("SELECT count(*) FROM done")).isEqualTo("2");
    sql.run("SELECT carillon.rewind_observer('billing', 'earliest')");
    awaitDone(3);
  }

  @Test
  void leavesThePlaceToWhoeverIsAtWork() throws SQLException {
    node.with("billing").start();
    insert("parcel", 1);
    awaitDone(1);
    try (Sql round = new Sql(database)) {
      round.run(
          "BEGIN", "SELECT FROM carillon.observer_state WHERE observer = 'billing' FOR UPDATE");
      insert("parcel", 1);
      sql.run("SET lock_timeout = '200ms'");
      assertThatThrownBy(() -> sql.run("SELECT carillon.rewind_observer('billing', 'latest')"))
          .hasMessageContaining("lock timeout");
      assertThat(sql.value(DONE)).isEqualTo("1");
      round.run("ROLLBACK");
    }
    awaitDone(2);
  }

  @Test
  void isToldAgainOfWhatItGaveUpInTheTransactionThatTakesItOut() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    node.with("billing", 1, 100, change -> n(change) == 2 && !mended.get()).start();
    insert("parcel", 3);
    awaitState("idle 1.3 1");
    Redelivery redelivery = node.redelivery();

    assertThatThrownBy(() -> redelivery.retry("billing", new Position(1, 2)))
        .hasMessageContaining("failed again: IllegalStateException: on purpose at 1.2");
    assertThat(sql.value("SELECT tries FROM carillon.dead_letter")).isEqualTo("2");
    assertThat(sql.value(DONE)).isEqualTo("1 3");
    mended.set(true);
    redelivery.retry("billing", new Position(1, 2));

    assertThat(sql.value(DONE)).isEqualTo("1 3 2");
    awaitState("idle 1.3 0");
    assertThatThrownBy(() -> redelivery.retry("billing", new Position(1, 2)))
        .hasMessageContaining("has no dead letter at 1.2");
  }

  @Test
  void leavesTheAuditNothingTwiceAndSaysWhatItSkipped() throws SQLException {
    insert("parcel", 4);
    String feed = "SELECT carillon.feed_audit('*', 1000, 1 << 20)";
    String audit =
        "SELECT string_agg(concat_ws(' ', n, op, new ->> 'reason'), ',' ORDER BY n) FROM carillon.audit";
    sql.run("SELECT carillon.rewind_observer('audit', '1.2')");
    sql.value(feed);
    assertThat(sql.value(audit)).isEqualTo("2 gap skipped,3 insert,4 insert");

    sql.run("SELECT carillon.rewind_observer('audit', 'earliest')");
    sql.value(feed);
    assertThat(sql.value(audit)).isEqualTo("1 insert,2 insert,3 insert,4 insert");
    sql.run("SELECT carillon.rewind_observer('audit', '1.3')");
    sql.value(feed);
    assertThat(sql.value(audit)).isEqualTo("1 insert,2 insert,3 insert,4 insert");
  }

  private void insert(String table, int rows) throws SQLException {
    sql.run(
        "INSERT INTO %s SELECT i FROM generate_series(1, %d) i".formatted(table, rows),
        "SELECT carillon.cut()");
  }

  private void refuses(String arguments, String sentence) {
    assertThatThrownBy(() -> sql.run("SELECT carillon.rewind_observer(" + arguments + ")"))
        .hasMessageContaining(sentence);
  }

  private void awaitDone(int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> String.valueOf(count).equals(sql.value("SELECT count(*) FROM done")));
  }

  private void awaitState(String expected) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(state()).isEqualTo(expected));
  }

  private @Nullable String state() throws SQLException {
    return sql.value(
        "SELECT concat_ws(' ', state, position, dead_letters) FROM carillon.observers WHERE name = 'billing'");
  }

  private static long n(Change change) {
    return change.position().n();
  }
}
