package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit as SQL: what the log says, who wrote it, and what is missing. */
class AuditIT {

  private static final String LINES =
      "SELECT concat_ws(' ', op, key_text, changed, coalesce(who, '-')) FROM carillon.audit"
          + " ORDER BY epoch, n";

  private final TestDatabase database = TestDatabase.migrated();
  private Session session;

  @BeforeEach
  void watch() throws SQLException {
    session = new Session(database);
    session.run(
        "CREATE TABLE your_table (id int PRIMARY KEY, name text, n numeric)",
        "SELECT carillon.watch('your_table')");
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  @Test
  void recordsEveryKindOfChangeOfAnyWatchedTable() throws Exception {
    session.run(
        "SET carillon.who = 'abe'",
        "INSERT INTO your_table VALUES (1, 'one', 1.50)",
        "UPDATE your_table SET name = 'uno', n = 2 WHERE id = 1",
        "RESET carillon.who",
        "DELETE FROM your_table");
    session
        .postgres()
        .getCopyAPI()
        .copyIn("COPY your_table FROM STDIN", new StringReader("2\t\\N\t3\n"));
    session.run("TRUNCATE your_table");

    assertThat(fed())
        .containsExactly(
            "insert 1 abe",
            "update 1 {name,n} abe",
            "delete 1 postgres",
            "insert 2 postgres",
            "truncate postgres");
    assertThat(
            session.column(
                "SELECT concat(epoch, '.', n, ' ', topic, ' ', table_name, key, old, new)"
                    + " FROM carillon.audit WHERE op = 'update'"))
        .containsExactly(
            "1.2 your_table public.your_table{\"id\":1}{\"id\":1,\"name\":\"one\",\"n\":1.50}"
                + "{\"id\":1,\"name\":\"uno\",\"n\":2}");
  }

  @Test
  void namesTheUserOfATransactionAndOfNoOtherAfterIt() throws SQLException {
    session.run(
        "BEGIN",
        "SELECT set_config('carillon.who', 'bob', true)",
        "INSERT INTO your_table VALUES (1)",
        "SAVEPOINT s",
        "SELECT set_config('carillon.who', 'eve', true)",
        "ROLLBACK TO s",
        "INSERT INTO your_table VALUES (2)",
        "COMMIT",
        "INSERT INTO your_table VALUES (3)");

    assertThat(fed()).containsExactly("insert 1 bob", "insert 2 bob", "insert 3 postgres");
  }

  @Test
  void knowsTheTopicsAndChoosesAmongThem() throws SQLException {
    session.run(
        "CREATE TABLE room (id int, \"the name\" text, PRIMARY KEY (id))",
        "SELECT carillon.watch('room', 'room/{the name}/of{id}')",
        "INSERT INTO room VALUES (1, 'a{id}'), (2, 'b'), (3, NULL)",
        "INSERT INTO your_table VALUES (1)",
        "TRUNCATE room");
    String topics = "SELECT string_agg(topic, ' ' ORDER BY n) FROM carillon.audit";

    feed("room/*,!room/b*,your");
    assertThat(session.value(topics)).isEqualTo("room/a{id}/of1 room//of3 room/*/of*");
    again("*,!room/*");
    assertThat(session.value(topics)).isEqualTo("your_table");
    again("room/b/of2");
    assertThat(session.value(topics))
        .as("a part of it was emptied")
        .isEqualTo("room/b/of2 room/*/of*");
    again("none");
    assertThat(session.value(topics)).isNull();
  }

  @Test
  void goesThroughALargeTransactionInPages() throws SQLException {
    session.run("INSERT INTO your_table SELECT i FROM generate_series(1, 2500) i");

    session.run("SELECT carillon.cut()");
    assertThat(session.value("SELECT carillon.feed_audit('*', 1000, 1 << 30)")).isEqualTo("1000");
    assertThat(session.value("SELECT lsn IS NOT NULL FROM carillon.observed")).isEqualTo("t");
    feed("*");
    assertThat(session.value("SELECT string_agg(key_text, ' ' ORDER BY n) FROM carillon.audit"))
        .isEqualTo(
            session.value(
                "SELECT string_agg(i::text, ' ' ORDER BY i) FROM generate_series(1, 2500) i"));
  }

  @Test
  void saysWhereRetentionOrAResetHaveLeftAGap() throws SQLException {
    session.run("INSERT INTO your_table VALUES (1)");
    feed("*");
    session.run("INSERT INTO your_table VALUES (2)", "SELECT carillon.cut()");
    session.run("INSERT INTO your_table VALUES (3)", "SELECT carillon.cut()");
    session.run("DELETE FROM carillon.batches WHERE first < 3");
    feed("*");
    session.run("INSERT INTO your_table VALUES (4)", "SELECT carillon.reset()");
    session.run("INSERT INTO your_table VALUES (5)");

    assertThat(fed())
        .containsExactly(
            "insert 1 postgres", "gap -", "insert 3 postgres", "gap -", "insert 5 postgres");
    assertThat(
            session.column(
                "SELECT concat_ws(' ', new ->> 'reason', new ->> 'after', new ->> 'until') FROM carillon.audit WHERE op = 'gap' ORDER BY epoch, n"))
        .first()
        .isEqualTo("expired 1.1 1.2");
  }

  @Test
  void seesNoGapWhereAnEpochBeginsWithoutALoss() throws SQLException {
    session.run("INSERT INTO your_table VALUES (1)");
    feed("*");
    session.run(
        "INSERT INTO carillon.epochs SELECT 7, system, timeline, 2 FROM carillon.epochs",
        "INSERT INTO carillon.batches (first, count, epoch, snapshot, xids, counts) SELECT 2, 0, 7, pg_current_snapshot(), '{}', '{}'");
    feed("*");
    session.run(
        "DELETE FROM carillon.batches WHERE epoch = 1", "INSERT INTO your_table VALUES (2)");

    assertThat(fed()).containsExactly("insert 1 postgres", "insert 2 postgres");
  }

  @Test
  void letsOneFeedAtATime() throws SQLException {
    session.run("INSERT INTO your_table VALUES (1)", "SELECT carillon.cut()");
    try (Session other = new Session(database)) {
      other.run("BEGIN");
      assertThat(other.value("SELECT carillon.feed_audit('*', 1000, 1000)")).isEqualTo("1");
      assertThat(session.value("SELECT carillon.feed_audit('*', 1000, 1000)")).isNull();
      other.run("ROLLBACK");
    }
    assertThat(session.value("SELECT carillon.feed_audit('*', 1000, 1000)")).isEqualTo("1");
  }

  @Test
  void forgetsTheOldestAFewAtATime() throws SQLException {
    session.run("INSERT INTO your_table SELECT i FROM generate_series(1, 10) i");
    feed("*");
    session.run("UPDATE carillon.audit SET at = at - interval '2 days' WHERE n <= 5");

    assertThat(session.value("SELECT carillon.trim_audit('1 day', 3)")).isEqualTo("3");
    assertThat(session.value("SELECT carillon.trim_audit('1 day', 3)")).isEqualTo("2");
    assertThat(session.value("SELECT min(n) FROM carillon.audit")).isEqualTo("6");
  }

  private List<@Nullable String> fed() throws SQLException {
    feed("*");
    return session.column(LINES);
  }

  private void again(String topics) throws SQLException {
    session.run(
        "TRUNCATE carillon.audit", "UPDATE carillon.observed SET n = 0 WHERE observer = 'audit'");
    feed(topics);
  }

  private void feed(String topics) throws SQLException {
    session.run("SELECT carillon.cut()");
    while (!"0"
        .equals(session.value("SELECT carillon.feed_audit('" + topics + "', 1000, 1 << 20)"))) {
      // on to the next page
    }
  }
}
