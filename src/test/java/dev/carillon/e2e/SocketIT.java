package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be said over the socket. */
class SocketIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void sendsChangesToThoseWhoSubscribe() throws SQLException {
    try (SocketClient socket = subscribed()) {
      assertThat(socket.subprotocol()).isEqualTo("carillon.v1");
      table.insert("one");

      JsonObject change = socket.awaitFrame("change");
      assertThat(change.getString("topic")).isEqualTo(table.name());
      assertThat(change.getString("position")).matches("\\d+\\.\\d+");
      assertThat(change.getJsonObject("new").getString("note")).isEqualTo("one");
    }
  }

  @Test
  void answersWithTheSameRef() {
    try (SocketClient socket = SocketClient.connect()) {
      socket.send("{'type':'subscribe','ref':'a b','topic':'%s'}".formatted(table.name()));

      JsonObject subscribed = socket.awaitFrame("subscribed");
      assertThat(subscribed.getString("ref")).isEqualTo("a b");
      assertThat(subscribed.getString("position")).matches("\\d+\\.\\d+");
    }
  }

  @Test
  void replaysAfterAPosition() throws SQLException {
    String position;
    try (SocketClient first = subscribed()) {
      table.insert("seen");
      position = first.awaitFrame("change").getString("position");
    }
    table.insertAtOnce(2, 3 * Carillon.TAIL);

    try (SocketClient again = SocketClient.connect()) {
      again.send(
          "{'type':'subscribe','ref':1,'topic':'%s','after':'%s'}"
              .formatted(table.name(), position));
      List<JsonObject> changes = again.awaitFrames("change", 3 * Carillon.TAIL - 1);
      assertThat(changes).hasSize(3 * Carillon.TAIL - 1);
      assertThat(changes.get(0).getJsonObject("new").getInt("id")).isEqualTo(2);
      assertThat(again.frames("reset")).isEmpty();
    }
  }

  @Test
  void resetsAPositionThatIsAhead() {
    try (SocketClient socket = SocketClient.connect()) {
      socket.send(
          "{'type':'subscribe','ref':1,'topic':'%s','after':'1.999999999'}"
              .formatted(table.name()));

      JsonObject subscribed = socket.awaitFrame("subscribed");
      JsonObject reset = socket.frames("reset").get(0);
      assertThat(reset.getString("reason")).as("before the answer").isEqualTo("ahead");
      assertThat(reset.getInt("ref")).isEqualTo(1);
      assertThat(reset.getString("position")).isEqualTo(subscribed.getString("position"));
    }
  }

  @Test
  void sendsNothingAfterUnsubscribe() throws SQLException {
    try (SocketClient socket = subscribed();
        EventStream witness = table.stream()) {
      table.insert("one");
      socket.awaitFrame("change");
      socket.send("{'type':'unsubscribe','ref':2,'topic':'%s'}".formatted(table.name()));
      assertThat(socket.awaitFrame("unsubscribed").getInt("ref")).isEqualTo(2);
      table.insert("two");
      witness.awaitChanges(2);
      socket.send("{'type':'subscribe','ref':3,'topic':'%s'}".formatted(table.name()));
      socket.awaitFrames("subscribed", 2);
      table.insert("three");

      assertThat(socket.awaitFrames("change", 2))
          .extracting(change -> change.getJsonObject("new").getString("note"))
          .containsExactly("one", "three");
    }
  }

  @Test
  void deliversNothingTwiceWhenSubscriptionsOverlap() throws SQLException {
    try (SocketClient socket = subscribed()) {
      socket.send("{'type':'subscribe','ref':2,'topic':'*'}");
      socket.awaitFrames("subscribed", 2);
      table.insert("one", "two", "three");
      socket.send("{'type':'unsubscribe','ref':3,'topic':'*'}");
      socket.awaitFrame("unsubscribed");
      table.insert("four");
      socket.awaitFrames("change", 4);

      assertThat(socket.frames("change"))
          .extracting(change -> change.getJsonObject("new").getInt("id"))
          .containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void tellsAnIdleClientWhereTheLogIs() {
    try (SocketClient socket = subscribed()) {
      assertThat(socket.awaitFrame("position").getString("position")).matches("\\d+\\.\\d+");
    }
  }

  @Test
  void countsWhoIsConnected() {
    try (SocketClient socket = subscribed()) {
      assertThat(Api.subscribers("websocket")).isPositive();
      assertThat(socket.frames("error")).isEmpty();
    }
    await().until(() -> Api.subscribers("websocket") == 0);
  }

  private SocketClient subscribed() {
    SocketClient socket = SocketClient.connect();
    socket.send("{'type':'subscribe','ref':1,'topic':'%s'}".formatted(table.name()));
    assertThat(socket.awaitFrame("subscribed").getInt("ref")).isEqualTo(1);
    return socket;
  }
}
