package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.postgres.ColumnRefusals;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

/** The chat's triggers: before, after, and instead of. Abe and Bob are customers, Charlie staff. */
class MessageIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run("DELETE FROM message", "ALTER TABLE message ALTER id RESTART WITH 1");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'lobby', ''|content|content must not be blank",
        "'lobby', E' \\n\\t'|content|content must not be blank",
        "'lobby', NULL|content|content must not be blank",
        "NULL, 'Hello'|channel|channel must not be blank",
        "' ', 'Hello'|channel|channel must not be blank",
        "'a*', 'Hello'|channel|channel must be at most 48 bytes without *",
        "E'a\\nb', 'Hello'|channel|channel must be at most 48 bytes without *",
        "'lobby ', 'Hello'|channel|blanks around it, but is \"lobby \"",
        "repeat('ä', 25), 'Hello'|channel|channel must be at most 48 bytes",
        "'direct/1/2', 'Hello'|channel|a direct channel must be direct/{customer}/{staff}",
        "'direct/3/1', 'Hello'|channel|a direct channel must be direct/{customer}/{staff}",
        "'direct/2/3', 'Hello'|channel|the sender among the two",
        "'direct/1', 'Hello'|channel|a direct channel must be",
        "'direct/1/99', 'Hello'|channel|a direct channel must be"
      })
  void refusesWhatNobodyCouldReadInASentenceThatNamesTheColumn(
      String values, String column, String sentence) {
    assertThatThrownBy(
            () ->
                session.run(
                    "INSERT INTO message (sender, channel, content) VALUES (1, " + values + ")"))
        .isInstanceOfSatisfying(
            PSQLException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("23514");
              assertThat(e.getServerErrorMessage().getColumn()).isEqualTo(column);
              assertThat(e.getServerErrorMessage().getMessage()).contains(sentence);
            });
  }

  @Test
  void takesAMessageOfAnyLength() throws SQLException {
    session.run(
        "INSERT INTO message (sender, channel, content) VALUES (1, 'lobby', repeat('x', 100000))");
    assertThat(log.fresh().get(0).after()).contains("x".repeat(100000));
  }

  @Test
  void stampsAnEditAndLeavesAMessageWhereItIs() throws SQLException {
    session.run("INSERT INTO message (sender, channel, content) VALUES (1, 'lobby', 'Hello')");
    assertThat(session.value("SELECT edited_at FROM message")).isNull();
    session.run("UPDATE message SET content = 'Hello!'");
    assertThat(session.value("SELECT edited_at >= created_at FROM message")).isEqualTo("t");

    assertThatThrownBy(() -> session.run("UPDATE message SET channel = 'other'"))
        .hasMessageContaining("message 1 would change from \"lobby\" to \"other\"");
    assertThatThrownBy(() -> session.run("UPDATE message SET content = ' '"))
        .hasMessageContaining("content must not be blank");
  }

  @Test
  void waitsForAllButItsSenderUntilItIsSeenOrDeleted() throws SQLException {
    session.run(
        "INSERT INTO message (sender, channel, content) VALUES (1, 'lobby', 'one'), (2, 'lobby', 'two')");
    assertThat(unread()).containsExactly("1/2", "2/1", "3/1", "3/2");

    session.run(
        "DELETE FROM unread WHERE reader = 3 AND message = 1", "DELETE FROM message WHERE id = 2");
    assertThat(unread()).containsExactly("2/1");
  }

  @Test
  void waitsForTheOtherAloneWhereItIsDirect() throws SQLException {
    session.run(
        "INSERT INTO message (sender, channel, content) VALUES (1, 'direct/1/3', 'How?')",
        "INSERT INTO message (sender, channel, content) VALUES (3, 'direct/1/3', 'So.')");
    assertThat(unread()).containsExactly("1/2", "3/1");
  }

  @Test
  void waitsEvenIfItCommitsAfterALaterOneWasSeen() throws SQLException {
    try (Session slow = new Session(DATABASE)) {
      slow.run(
          "BEGIN", "INSERT INTO message (sender, channel, content) VALUES (1, 'lobby', 'slow')");
      session.run(
          "INSERT INTO message (sender, channel, content) VALUES (1, 'lobby', 'quick')",
          "DELETE FROM unread WHERE reader = 2");
      slow.run("COMMIT");
    }
    assertThat(session.column("SELECT message FROM unread WHERE reader = 2")).containsExactly("1");
  }

  @Test
  void isLoggedBeforeWhatItCauses() throws SQLException {
    session.run("INSERT INTO message (sender, channel, content) VALUES (1, 'direct/1/3', 'How?')");
    assertThat(log.fresh())
        .extracting(Logged::after)
        .satisfiesExactly(
            message -> assertThat(message).contains("\"content\":\"How?\""),
            unread ->
                assertThat(unread)
                    .startsWith("{\"reader\":3,\"message\":1,\"channel\":\"direct/1/3\","));
  }

  @Test
  void leavesNoTraceOfWhatIsRolledBack() throws SQLException {
    session.run(
        "BEGIN",
        "INSERT INTO message (sender, channel, content) VALUES (1, 'lobby', 'never')",
        "ROLLBACK");
    assertThat(log.fresh()).isEmpty();
    assertThat(unread()).isEmpty();
  }

  @Test
  void isWrittenByAnInsertIntoTheConversation() throws SQLException {
    session.run(
        "INSERT INTO conversation VALUES ('Abe', 'lobby', 'Anybody here?'), ('Bob', 'lobby', 'Yes')");
    assertThat(session.column("SELECT sender || ' ' || content FROM message ORDER BY id"))
        .containsExactly("1 Anybody here?", "2 Yes");
    assertThat(session.column("SELECT sender_name || ': ' || content FROM conversation"))
        .containsExactly("Abe: Anybody here?", "Bob: Yes");
  }

  @Test
  void isRefusedInTheConversationToo() {
    assertThatThrownBy(() -> session.run("INSERT INTO conversation VALUES ('Zoe', 'lobby', 'Hi')"))
        .hasMessageContaining("sender_name must be the name of one user, but \"Zoe\" is that of 0");
    assertThatThrownBy(() -> session.run("INSERT INTO conversation VALUES ('Abe', 'lobby', ' ')"))
        .hasMessageContaining("content must not be blank");
    assertThatThrownBy(() -> session.run("INSERT INTO conversation VALUES ('Abe', NULL, 'Hi')"))
        .hasMessageContaining("channel must not be blank");
  }

  @Test
  void findsEachChannelOnce() throws SQLException {
    session.run(
        "INSERT INTO message (sender, channel, content)"
            + " SELECT 1, (ARRAY['b', 'a', 'c'])[i % 3 + 1], 'x' FROM generate_series(1, 30) i");
    assertThat(session.column("SELECT name FROM channel")).containsExactly("a", "b", "c");
    session.run("DELETE FROM message");
    assertThat(session.column("SELECT name FROM channel")).isEmpty();
  }

  @Test
  void isExplainedToWhoeverCalledOverJpa() {
    RuntimeException explained =
        new ColumnRefusals()
            .explain(
                new IllegalStateException(
                    refusal("INSERT INTO conversation VALUES ('Zoe', 'a', 'b')")));
    assertThat(explained)
        .hasMessage("sender_name must be the name of one user, but \"Zoe\" is that of 0");

    RuntimeException other =
        new IllegalStateException(refusal("INSERT INTO appuser (fullname) VALUES ('Al')"));
    assertThat(new ColumnRefusals().explain(other)).as("not raised on purpose").isSameAs(other);
  }

  private SQLException refusal(String statement) {
    try {
      session.run(statement);
    } catch (SQLException e) {
      return e;
    }
    throw new AssertionError(statement + " was not refused");
  }

  private java.util.List<String> unread() throws SQLException {
    return session.rows(
        "SELECT reader || '/' || message FROM unread ORDER BY reader, message",
        row -> row.getString(1));
  }
}
