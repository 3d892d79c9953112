package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpHeaders;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an event stream looks like. */
class EventsIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void beginsAtOnceWithReadyAndAPosition() {
    try (EventStream stream = table.stream()) {
      ServerEvent first = stream.events().get(0);
      assertThat(first.type()).isEqualTo("ready");
      assertThat(first.field("retry")).isEqualTo("2000");
      assertThat(first.json().getString("position")).matches("\\d+\\.\\d+");
    }
  }

  @Test
  void tellsEveryoneInBetweenNotToKeepOrHoldBackAnything() {
    try (EventStream stream = table.stream()) {
      HttpHeaders headers = stream.response().headers();
      assertThat(headers.firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("X-Accel-Buffering")).contains("no");
    }
  }

  @Test
  void showsAnInsertAsAnIdAndOneLineOfData() throws SQLException {
    try (EventStream stream = table.stream()) {
      table.insert("one\ntwo");

      JsonObject change = stream.awaitChanges(1).get(0);
      ServerEvent event = stream.messages().get(0);
      assertThat(event.lines()).hasSize(2);
      assertThat(event.lines().get(0)).isEqualTo("id: " + change.getString("position"));
      assertThat(event.lines().get(1)).startsWith("data: {");
      assertThat(change.getString("topic")).isEqualTo(table.name());
      assertThat(change.getString("table")).isEqualTo("public." + table.name());
      assertThat(change.getString("op")).isEqualTo("insert");
      assertThat(change.getJsonObject("key")).isEqualTo(Api.json("{\"id\":1}"));
      assertThat(change.get("old")).isEqualTo(JsonValue.NULL);
      assertThat(change.getJsonObject("new"))
          .isEqualTo(Api.json("{\"id\":1,\"note\":\"one\\ntwo\"}"));
      assertThat(change.getString("tx")).matches("\\d+");
      assertThat(change.getBoolean("txEnd")).isTrue();
      assertThat(change.getString("at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
    }
  }

  @Test
  void showsUpdateDeleteAndTruncate() throws SQLException {
    try (EventStream stream = table.stream()) {
      table.insert("before");
      Sql.execute(
          "UPDATE " + table.name() + " SET note = 'after'",
          "DELETE FROM " + table.name(),
          "TRUNCATE " + table.name());

      var changes = stream.awaitChanges(4);
      JsonObject update = changes.get(1);
      assertThat(update.getString("op")).isEqualTo("update");
      assertThat(update.getJsonObject("old").getString("note")).isEqualTo("before");
      assertThat(update.getJsonObject("new").getString("note")).isEqualTo("after");
      assertThat(update.getJsonArray("changed")).hasToString("[\"note\"]");
      JsonObject delete = changes.get(2);
      assertThat(delete.getString("op")).isEqualTo("delete");
      assertThat(delete.getJsonObject("key").getInt("id")).isEqualTo(1);
      assertThat(delete.getJsonObject("old").getString("note")).isEqualTo("after");
      assertThat(delete.get("new")).isEqualTo(JsonValue.NULL);
      JsonObject truncate = changes.get(3);
      assertThat(truncate.getString("op")).isEqualTo("truncate");
      assertThat(truncate.get("key")).isEqualTo(JsonValue.NULL);
      assertThat(truncate.get("old")).isEqualTo(JsonValue.NULL);
      assertThat(truncate.get("new")).isEqualTo(JsonValue.NULL);
    }
  }

  @Test
  void showsBareRowsToThoseWhoAskForThem() throws SQLException {
    try (EventStream stream = EventStream.open("/api/events?format=row&topic=" + table.name())) {
      table.insert("kept");
      Sql.execute("DELETE FROM " + table.name());

      stream.awaitChanges(2);
      assertThat(stream.messages())
          .extracting(event -> event.json().toString())
          .containsOnly("{\"id\":1,\"note\":\"kept\"}");
      assertThat(stream.messages()).allMatch(event -> event.id().matches("\\d+\\.\\d+"));
    }
  }

  @Test
  void showsNothingOfWhatIsRolledBack() throws SQLException {
    try (EventStream stream = table.stream();
        Connection connection = Sql.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("INSERT INTO " + table.name() + " (note) VALUES ('undone')");
      connection.rollback();
      table.insert("done");

      assertThat(stream.awaitChanges(1).get(0).getJsonObject("new").getString("note"))
          .isEqualTo("done");
    }
  }

  @Test
  void showsThatTheTableItselfWasAltered() throws SQLException {
    try (EventStream stream = table.stream()) {
      Sql.execute("ALTER TABLE " + table.name() + " DROP note");
      JsonObject change = stream.awaitChanges(1).get(0);
      assertThat(change.getString("op")).isEqualTo("ddl");
      assertThat(change.getJsonObject("new"))
          .isEqualTo(
              Api.json(
                  "{\"command\":\"ALTER TABLE\",\"columns\":[{\"name\":\"id\",\"type\":\"integer\"}]}"));
    }
  }

  @Test
  void showsTwoIdenticalRowsOfATransactionTwice() throws SQLException {
    // Not while it is watched: that would be a change as well
    Sql.execute(
        "SELECT carillon.unwatch('" + table.name() + "')",
        "ALTER TABLE " + table.name() + " DROP CONSTRAINT " + table.name() + "_pkey",
        "SELECT carillon.watch('" + table.name() + "')");
    try (EventStream stream = table.stream()) {
      Sql.execute("INSERT INTO " + table.name() + " VALUES (1, 'twin'), (1, 'twin')");

      var twins = stream.awaitChanges(2);
      assertThat(twins)
          .extracting(twin -> twin.getJsonObject("new"))
          .containsOnly(Api.json("{\"id\":1,\"note\":\"twin\"}"));
      assertThat(twins).extracting(twin -> twin.getBoolean("txEnd")).containsExactly(false, true);
      assertThat(twins).extracting(twin -> twin.getString("position")).doesNotHaveDuplicates();
    }
  }
}
