package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nodes take to mail it. Bob and Charlie want to be mailed, Abe does not. */
class DigestIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String MAIL = "SELECT id FROM digest_mail WHERE reader = ";

  private Session session;

  @BeforeEach
  void subscribe() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DELETE FROM message",
        "ALTER TABLE message ALTER id RESTART WITH 1",
        "DELETE FROM digest_subscription",
        "INSERT INTO digest_subscription (appuser, email, wanted)"
            + " VALUES (1, 'abe@example.org', false), (2, 'bob@example.org', true), (3, 'c@example.org', true)");
  }

  @AfterEach
  void disconnect() throws SQLException {
    session.close();
  }

  @Test
  void tellsOneUserAfterTheOtherOfAllThatIsOwed() throws SQLException {
    say(1, "lobby", "one");
    say(3, "direct/1/3", "two"); // is Abe's, who does not want it
    say(3, "lobby", "three");
    grow();

    assertThat(claim(session, 1)).containsExactly("2");
    assertThat(claim(session, 100)).containsExactly("3");
    assertThat(claim(session, 100)).as("while they wait to be taken").isEmpty();
    assertThat(take(session, 2))
        .containsExactly("2 bob@example.org 2 Abe: one", "2 bob@example.org 2 Charlie: three");
    assertThat(take(session, 3)).containsExactly("3 c@example.org 1 Abe: one");
    assertThat(claim(session, 100)).as("a second round").isEmpty();
    assertThat(take(session, 2)).as("a second time").isEmpty();
  }

  @Test
  void leavesWhatIsFreshOrSeenOrNotWanted() throws SQLException {
    say(1, "lobby", "seen");
    say(1, "lobby", "old");
    session.run(
        "DELETE FROM unread WHERE message = 1",
        "UPDATE digest_subscription SET wanted = false WHERE appuser = 3");
    grow();
    say(1, "lobby", "fresh");

    assertThat(claim(session, 100)).containsExactly("2");
    assertThat(take(session, 2)).containsExactly("2 bob@example.org 1 Abe: old");
    assertThat(claim(session, 100)).isEmpty();
    grow();
    assertThat(claim(session, 100)).containsExactly("2");
    assertThat(take(session, 2)).containsExactly("2 bob@example.org 1 Abe: fresh");
  }

  @Test
  void tellsWhatIsUnseenAndWhereToWhenItIsTaken() throws SQLException {
    say(1, "lobby", "seen meanwhile");
    say(1, "lobby", "old");
    grow();
    assertThat(claim(session, 100)).containsExactly("2", "3");
    say(1, "lobby", "due meanwhile");
    grow();
    say(1, "lobby", "fresh");
    session.run(
        "DELETE FROM unread WHERE message = 1",
        "UPDATE digest_subscription SET email = 'bob@example.com' WHERE appuser = 2",
        "UPDATE digest_subscription SET wanted = false WHERE appuser = 3");

    assertThat(claim(session, 100)).isEmpty();
    assertThat(take(session, 2))
        .containsExactly("2 bob@example.com 2 Abe: old", "2 bob@example.com 2 Abe: due meanwhile");
    assertThat(take(session, 3)).isEmpty();
    session.run("UPDATE digest_subscription SET wanted = true WHERE appuser = 3");
    assertThat(claim(session, 100)).as("who has changed his mind again").containsExactly("3");
    session.run("DELETE FROM unread WHERE reader = 3");
    assertThat(take(session, 3)).as("nothing left").isEmpty();
  }

  @Test
  void isOwedAgainOnlyIfItsNodeDiedBeforeItCommitted() throws SQLException {
    say(1, "lobby", "one");
    grow();
    try (Session dies = new Session(DATABASE)) {
      dies.run("BEGIN");
      assertThat(claim(dies, 1)).containsExactly("2");
    }
    // What it had is locked until PostgreSQL has seen that it is gone, and claiming waits for
    // nobody
    await()
        .until(
            () ->
                session.column(
                    "SELECT pid FROM pg_stat_activity WHERE state = 'idle in transaction'"
                        + " AND datname = current_database()"),
            List::isEmpty);
    assertThat(claim(session, 100)).as("never claimed").containsExactly("2", "3");
    try (Session dies = new Session(DATABASE)) {
      dies.run("BEGIN");
      assertThat(take(dies, 2)).hasSize(1);
    }
    try (Session dies = new Session(DATABASE)) {
      assertThat(take(dies, 2)).as("never sent by the one before").hasSize(1);
    }
    assertThat(take(session, 2)).as("perhaps sent").isEmpty();
    assertThat(claim(session, 100)).isEmpty();
    assertThat(take(session, 3)).containsExactly("3 c@example.org 1 Abe: one");
  }

  @Test
  void isNobodyElsesWhileANodeTakesIt() throws SQLException {
    say(1, "lobby", "one");
    grow();
    try (Session other = new Session(DATABASE)) {
      other.run("BEGIN");
      assertThat(claim(other, 1)).containsExactly("2");
      assertThat(claim(session, 100)).as("without waiting").containsExactly("3");
      assertThat(take(session, 3)).containsExactly("3 c@example.org 1 Abe: one");
      assertThat(take(other, 2)).containsExactly("2 bob@example.org 1 Abe: one");
      assertThat(claim(session, 100)).as("without waiting").isEmpty();
      other.run("COMMIT");
    }
    assertThat(claim(session, 100)).isEmpty();
    assertThat(take(session, 2)).isEmpty();
  }

  @Test
  void isClaimedAnewIfNobodyTakesItForAnHour() throws SQLException {
    say(1, "lobby", "one");
    grow();
    claim(session, 100);
    String first = session.value(MAIL + 2);
    session.run(
        "UPDATE digest_mail SET claimed_at = claimed_at - interval '61 minutes' WHERE reader = 2");

    assertThat(claim(session, 100)).containsExactly("2");
    assertThat(session.value(MAIL + 2)).isNotEqualTo(first);
    assertThat(taken(session, String.valueOf(first))).as("the former one").isEmpty();
    assertThat(take(session, 2)).hasSize(1);
    session.run("UPDATE digest_mail SET taken_at = taken_at - interval '8 days'");
    say(1, "lobby", "two");
    grow();
    claim(session, 1);
    assertThat(session.value("SELECT count(*) FROM digest_mail WHERE taken_at IS NOT NULL"))
        .as("those that are long gone")
        .isEqualTo("0");
  }

  @Test
  void countsAllAndShowsTheNewest() throws SQLException {
    session.run(
        "INSERT INTO message (sender, channel, content) SELECT 1, 'lobby', repeat('x', 1001) || i FROM generate_series(1, 20) i");
    grow();
    claim(session, 1);
    List<String> shown =
        session.column(
            "SELECT total || right(content, 2) FROM digest_take((" + MAIL + "2), '4 hours', 3)");
    assertThat(shown).containsExactly("20x…", "20x…", "20x…");
    assertThat(session.value("SELECT count(*) FROM unread WHERE digest IS NOT NULL"))
        .isEqualTo("20");
  }

  @Test
  void isToldWithNothingThatIsNotForEverybody() throws SQLException {
    session.run("SELECT carillon.cut()");
    String before = session.value("SELECT n FROM carillon.bounds()");
    say(1, "lobby", "secret");
    grow();
    claim(session, 100);
    take(session, 2);
    session.run("SELECT carillon.cut()");

    assertThat(
            session.rows(
                "SELECT r.op::text || ' ' || w.topic || ' ' || r.new FROM carillon.read("
                    + before
                    + ", NULL, 1000, 1000000) r JOIN carillon.watches w ON w.id = r.watch"
                    + " WHERE w.table_name = 'public.digest_mail' ORDER BY r.n",
                row -> row.getString(1)))
        .hasSize(2)
        .allMatch(
            told ->
                told.matches(
                    "I digest/\\{reader} \\{\"id\":\"[0-9a-f-]{36}\",\"reader\":[23],\"claimed_at\":\"[^\"]+\",\"taken_at\":null}"));
  }

  /** As a node's round does it, for so many at most: whose mails wait now that did not. */
  private static List<String> claim(Session node, int most) throws SQLException {
    List<String> before = node.column("SELECT id FROM digest_mail");
    String claimed = node.value("SELECT digest_claim('4 hours', " + most + ")");
    List<String> readers =
        node.rows(
            "SELECT reader, id FROM digest_mail WHERE taken_at IS NULL ORDER BY reader",
            row -> before.contains(row.getString(2)) ? "" : row.getString(1));
    List<String> news = readers.stream().filter(reader -> !reader.isEmpty()).toList();
    assertThat(claimed).isEqualTo(Integer.toString(news.size()));
    return news;
  }

  /** The newest mail of a reader, as a node does it that is told of it. */
  private static List<String> take(Session node, int reader) throws SQLException {
    return taken(node, String.valueOf(node.value(MAIL + reader + " ORDER BY claimed_at DESC")));
  }

  private static List<String> taken(Session node, String mail) throws SQLException {
    return node.rows(
        "SELECT concat_ws(' ', reader, email, total, sender) || ': ' || content FROM digest_take('"
            + mail
            + "', '4 hours', 100)",
        row -> row.getString(1));
  }

  private void say(int sender, String channel, String content) throws SQLException {
    session.run(
        "INSERT INTO message (sender, channel, content) VALUES ("
            + sender
            + ", '"
            + channel
            + "', '"
            + content
            + "')");
  }

  /** Lets five hours pass. */
  private void grow() throws SQLException {
    session.run("UPDATE unread SET since = since - interval '5 hours'");
  }
}
