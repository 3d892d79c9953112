package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What chat and progress keep in memory is what their tables hold, whoever writes, and how. */
class LiveOverviewsIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void tellsWhatWasSaidLastInEachChannel() throws SQLException {
    String channel = "copy-" + Long.toString(System.nanoTime(), 36);
    assertThat(said(channel)).isEmpty();
    Chat.insert("Abe", channel, "First");
    Chat.insert("Bob", channel, "Second");
    awaitSaid(channel, "Second");
    Sql.execute(
        "UPDATE message SET content = 'Last' WHERE channel = '" + channel + "' AND sender = 2");
    awaitSaid(channel, "Last");
    Sql.execute("DELETE FROM message WHERE channel = '" + channel + "' AND sender = 2");
    awaitSaid(channel, "First");
    Sql.execute("DELETE FROM message WHERE channel = '" + channel + "'");
    await().atMost(SOON).untilAsserted(() -> assertThat(said(channel)).isEmpty());
  }

  @Test
  void tellsHowFarAllProjectsAre() throws SQLException {
    assertThat(percent("Copy")).isEmpty();
    Sql.execute(
        "WITH p AS (INSERT INTO project (name) VALUES ('Copy') RETURNING id)"
            + " INSERT INTO task (project, title, done) SELECT id, 'One', true FROM p"
            + " UNION ALL SELECT id, 'Two', false FROM p");
    await().atMost(SOON).untilAsserted(() -> assertThat(percent("Copy")).contains("50.0"));
    Sql.execute("DELETE FROM project WHERE name = 'Copy'");
    await().atMost(SOON).untilAsserted(() -> assertThat(percent("Copy")).isEmpty());
  }

  private static void awaitSaid(String channel, String content) {
    await().atMost(SOON).untilAsserted(() -> assertThat(said(channel)).contains(content));
  }

  private static Optional<String> said(String channel) {
    return Api.list(Api.get("/api/messages/latest?reader=1")).stream()
        .filter(message -> message.getString("channel").equals(channel))
        .map(message -> message.getString("content"))
        .findFirst();
  }

  private static Optional<String> percent(String project) {
    return Api.list(Api.get("/api/projects")).stream()
        .filter(line -> line.getString("name").equals(project))
        .map(line -> line.getJsonNumber("percent").bigDecimalValue().setScale(1).toPlainString())
        .findFirst();
  }
}
