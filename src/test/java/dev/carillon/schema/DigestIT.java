package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nodes take to mail it. Bob and Charlie want to be mailed, Abe does not. */
class DigestIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

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

    assertThat(claim(session, 0))
        .containsExactly("2 bob@example.org 2 Abe: one", "2 bob@example.org 2 Charlie: three");
    assertThat(claim(session, 2)).containsExactly("3 c@example.org 1 Abe: one");
    assertThat(claim(session, 3)).isEmpty();
    assertThat(claim(session, 0)).as("a second round").isEmpty();
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

    assertThat(claim(session, 0)).containsExactly("2 bob@example.org 1 Abe: old");
    assertThat(claim(session, 2)).isEmpty();
    grow();
    assertThat(claim(session, 0)).containsExactly("2 bob@example.org 1 Abe: fresh");
  }

  @Test
  void isOwedAgainOnlyIfItsNodeDiedBeforeItCommitted() throws SQLException {
    say(1, "lobby", "one");
    grow();
    try (Session dies = new Session(DATABASE)) {
      dies.run("BEGIN");
      assertThat(claim(dies, 0)).hasSize(1);
    }
    try (Session dies = new Session(DATABASE)) {
      assertThat(claim(dies, 0)).as("never sent by the one before").hasSize(1);
    }
    assertThat(claim(session, 0)).as("perhaps sent").containsExactly("3 c@example.org 1 Abe: one");
  }

  @Test
  void isNobodyElsesWhileANodeTakesIt() throws SQLException {
    say(1, "lobby", "one");
    grow();
    try (Session other = new Session(DATABASE)) {
      other.run("BEGIN");
      assertThat(claim(other, 0)).containsExactly("2 bob@example.org 1 Abe: one");
      assertThat(claim(session, 0))
          .as("without waiting")
          .containsExactly("3 c@example.org 1 Abe: one");
      other.run("COMMIT");
    }
    assertThat(claim(session, 0)).isEmpty();
  }

  @Test
  void countsAllAndShowsTheNewest() throws SQLException {
    session.run(
        "INSERT INTO message (sender, channel, content) SELECT 1, 'lobby', repeat('x', 1001) || i FROM generate_series(1, 20) i");
    grow();
    List<String> shown =
        session.column("SELECT total || right(content, 2) FROM digest_claim('4 hours', 0, 3)");
    assertThat(shown).containsExactly("20x…", "20x…", "20x…");
    assertThat(session.value("SELECT count(*) FROM unread WHERE digest IS NOT NULL"))
        .isEqualTo("20");
  }

  private static List<String> claim(Session node, int beyond) throws SQLException {
    return node.rows(
        "SELECT concat_ws(' ', reader, email, total, sender) || ': ' || content FROM digest_claim('4 hours', "
            + beyond
            + ", 100)",
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
