package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.change.Notification;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RawChannelsIT {

  private static final String TERMINATE =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE application_name = 'carillon-listener' AND datname = current_database()";

  private final TestDatabase database = TestDatabase.migrated();
  private final TestNode node = new TestNode(database);
  private Sql sql;

  @BeforeEach
  void watch() throws SQLException {
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int PRIMARY KEY, writer int)", "SELECT carillon.watch('t')");
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    sql.close();
  }

  @Test
  void passesRawNotificationsOnAcrossConnections() throws SQLException {
    node.listening();
    node.channels().listen("demo \"quoted\"").toCompletableFuture().join();
    sql.run("NOTIFY \"demo \"\"quoted\"\"\", 'hello'", "NOTIFY other, 'nobody listens'");
    await().until(() -> node.notifications().size() == 1);
    int pid = (int) sql.number("SELECT pg_backend_pid()");
    assertThat(node.notifications())
        .containsExactly(new Notification("demo \"quoted\"", pid, "hello"));

    sql.run(TERMINATE);
    await().until(() -> node.losses().size() == 1 && node.isListening());
    sql.run("NOTIFY \"demo \"\"quoted\"\"\"");
    await().until(() -> node.notifications().size() == 2);
    assertThat(node.notifications().get(1).payload()).isEmpty();
  }

  @Test
  void publishesAndStopsListening() throws SQLException {
    node.listening();
    node.channels().listen("demo").toCompletableFuture().join();
    node.channels().publish("demo", "ä'\"\\");
    await().until(() -> node.notifications().size() == 1);
    assertThat(node.notifications().get(0).payload()).isEqualTo("ä'\"\\");
    node.channels().unlisten("demo");
    node.channels().listen("next").toCompletableFuture().join();
    node.channels().publish("demo", "too late");
    node.channels().publish("next", "");
    await().until(() -> node.notifications().size() == 2);
    assertThat(node.notifications().get(1).channel()).isEqualTo("next");
  }
}
