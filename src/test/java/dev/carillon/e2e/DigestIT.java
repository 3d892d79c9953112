package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.digest.ScriptedServer;
import dev.carillon.e2e.Mailbox.Mail;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is unseen, and the mail that tells of it. */
class DigestIT {
  private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Mailbox mailbox;

  private final String channel = "digest-" + Long.toString(System.nanoTime(), 36);
  @AutoClose private Newcomer dora;
  @AutoClose private Newcomer emil;

  @BeforeAll
  static void open() {
    Carillon.running().assumeOwned();
    mailbox = Mailbox.open();
  }

  @AfterAll
  static void close() {
    if (mailbox != null) {
      mailbox.close();
    }
  }

  @BeforeEach
  void arrive() throws SQLException {
    dora = Newcomer.arrive("Dora");
    emil = Newcomer.arrive("Emil"); // after her, and so is his mail
  }

  @Test
  void fallsEverywhereWhenItIsSeenUpToAnId() {
    try (EventStream badge = EventStream.open("/api/events?topic=unread/" + dora.id())) {
      int first = say("One");
      int second = say("Two");
      assertThat(dora.unseen()).isEqualTo(2);
      assertThat(dora.seen("{\"upTo\":" + first + "}")).hasToString("{\"seen\":1,\"unseen\":1}");

      JsonObject fallen = badge.awaitChanges(3).get(2);
      assertThat(fallen.getString("op")).isEqualTo("delete");
      assertThat(fallen.getJsonObject("old").getInt("message")).isEqualTo(first);
      assertThat(Api.get(dora.path("unseen")).body()).contains("\"message\":" + second);
      assertThat(dora.seen("{\"upTo\":" + second + ",\"channel\":\"elsewhere\"}").getInt("seen"))
          .isZero();
      assertThat(emil.unseen()).as("what another has not seen").isEqualTo(2);
    }
    assertProblem(Api.postJson(dora.path("seen"), "{\"upTo\":\"1\"}"), 422, "upTo must be");
    assertProblem(Api.postJson("/api/users/999999/seen", "{\"upTo\":1}"), 404, "no user 999999");
    assertProblem(Api.get("/api/users/999999/unseen"), 404, "no user 999999");
    assertProblem(Api.get("/api/users/999999/digest"), 404, "no user 999999");
  }

  @Test
  void isMailedOnceAndOnlyToThoseWhoWantIt() throws SQLException {
    dora.subscribe();
    emil.subscribe();
    int seen = say("Seen in time");
    say("Hello <b>there</b>");
    dora.seen("{\"upTo\":" + seen + "}");
    dora.letTimePass();
    emil.letTimePass();

    Mail first = mailbox.awaitMails(dora.address(), 1).get(0);
    assertThat(first.header("Subject")).isEqualTo("1 unseen message in Carillon");
    assertThat(first.kind()).isEqualTo("multipart/alternative");
    assertThat(first.plain())
        .contains("Hello Dora", channel, "Abe, ", "Hello <b>there</b>")
        .doesNotContain("Seen in time");
    assertThat(first.html()).contains("Hello &lt;b&gt;there&lt;/b&gt;");
    assertThat(mailbox.awaitMails(emil.address(), 1).get(0).plain()).contains("Seen in time");

    assertThat(first.header("List-Unsubscribe-Post")).isEqualTo(ONE_CLICK);
    assertThat(Api.get(first.wayOut()).body()).contains("Mail me no more");
    assertThat(dora.isSubscribed()).as("looking ends nothing").isTrue();
    String form = "application/x-www-form-urlencoded";
    assertThat(Api.post(first.wayOut(), ONE_CLICK, "Content-Type", form).statusCode())
        .isEqualTo(200);
    assertThat(dora.isSubscribed()).isFalse();
    say("Too late");
    dora.letTimePass();
    emil.letTimePass();
    // Where he has his, she would have had hers
    Mail second = mailbox.awaitMails(emil.address(), 2).get(1);
    assertThat(second.header("Subject")).isEqualTo("1 unseen message in Carillon");
    assertThat(second.plain()).contains("Too late").doesNotContain("Hello <b>");
    assertThat(mailbox.of(dora.address())).hasSize(1);
    assertThat(mailbox.of(emil.address())).hasSize(2);
  }

  @Test
  void waitsWhileItIsPaused() throws SQLException {
    steer("pause");
    try {
      becomeDue("Later");
      await().atMost(PATIENCE).until(() -> mails("taken_at IS NULL") == 1);
      await().atMost(PATIENCE).until(() -> state().getInt("lag") > 0);
      assertThat(state().getString("state")).isEqualTo("paused");
      assertThat(mails("taken_at IS NOT NULL")).isZero();
      assertThat(mailbox.of(dora.address())).isEmpty();
    } finally {
      steer("resume");
    }
    assertThat(mailbox.awaitMails(dora.address(), 1).get(0).plain()).contains("Later");
    assertNothingMore();
  }

  @Test
  void comesOnceTheSmtpServerIsThere() throws SQLException {
    mailbox.close();
    try {
      becomeDue("Sooner or later");
      await()
          .atMost(PATIENCE)
          .until(
              () -> state().getString("state").equals("retrying") && state().getInt("tries") > 2);
      assertThat(state().getString("error")).contains("no SMTP server takes mails");
      assertThat(mails("taken_at IS NULL")).as("not taken in vain").isEqualTo(1);
    } finally {
      mailbox = Mailbox.open();
    }
    mailbox.awaitMails(dora.address(), 1);
    assertNothingMore();
    assertThat(state().getInt("tries")).isZero();
  }

  @Test
  void comesAgainIfTheSmtpServerPutsItOff() throws SQLException, IOException {
    mailbox.close();
    try (ScriptedServer busy = new ScriptedServer(Carillon.MAIL_PORT, "RCPT", "451 not now")) {
      becomeDue("Not now");
      await().atMost(PATIENCE).until(busy::isDone);
    } finally {
      mailbox = Mailbox.open();
    }
    mailbox.awaitMails(dora.address(), 1);
    assertNothingMore();
  }

  private void becomeDue(String content) throws SQLException {
    dora.subscribe();
    say(content);
    dora.letTimePass();
  }

  /** The observer has done all, and has mailed her once. */
  private void assertNothingMore() throws SQLException {
    await().atMost(PATIENCE).until(() -> state().getString("state").equals("idle"));
    assertThat(mails("true")).isEqualTo(1);
    assertThat(mailbox.of(dora.address())).hasSize(1);
  }

  private int mails(String condition) throws SQLException {
    return Integer.parseInt(
        Sql.query(
            "SELECT count(*) FROM digest_mail WHERE reader = " + dora.id() + " AND " + condition));
  }

  private static JsonObject state() {
    return Api.json(Api.get("/api/observers/digest"));
  }

  private static void steer(String command) {
    var response = Api.post("/api/observers/digest/" + command, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private int say(String content) {
    JsonObject message =
        Json.createObjectBuilder()
            .add("sender", 1)
            .add("channel", channel)
            .add("content", content)
            .build();
    return Api.json(Api.postJson("/api/messages", message.toString())).getInt("id");
  }
}
