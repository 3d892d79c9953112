package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.WebSocketHandshakeException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

      socket.awaitFrame("subscribed");
      assertThat(socket.awaitFrame("reset").getString("reason")).isEqualTo("ahead");
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
  void publishesAndListensToRawChannels() throws SQLException {
    try (SocketClient socket = SocketClient.connect();
        EventStream witness = EventStream.open("/api/channels/demo%20socket")) {
      socket.send("{'type':'listen','ref':1,'channel':'demo socket'}");
      assertThat(socket.awaitFrame("listened").getInt("ref")).isEqualTo(1);
      socket.send("{'type':'publish','ref':2,'channel':'demo socket','payload':'Héllo'}");
      assertThat(socket.awaitFrame("published").getInt("ref")).isEqualTo(2);

      JsonObject notification = socket.awaitFrame("notification");
      assertThat(notification.getString("channel")).isEqualTo("demo socket");
      assertThat(notification.getInt("pid")).isPositive();
      assertThat(notification.getString("payload")).isEqualTo("Héllo");

      socket.send("{'type':'unlisten','ref':3,'channel':'demo socket'}");
      socket.awaitFrame("unlistened");
      Sql.execute("NOTIFY \"demo socket\", 'unheard'");
      witness.awaitChanges(2);
      socket.send("{'type':'listen','ref':4,'channel':'demo socket'}");
      socket.awaitFrames("listened", 2);
      Sql.execute("NOTIFY \"demo socket\", 'heard'");
      assertThat(socket.awaitFrames("notification", 2))
          .extracting(heard -> heard.getString("payload"))
          .containsExactly("Héllo", "heard");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type':'subscribe','ref':7,'topic':'no_such'}|no_such",
        "{'type':'subscribe','ref':7}|topic",
        "{'type':'unsubscribe','ref':7,'topic':'stock_price'}|stock_price",
        "{'type':'publish','ref':7,'channel':'secret','payload':'x'}|secret",
        "{'type':'listen','ref':7,'channel':''}|1 to 63 bytes",
        "{'type':'sing','ref':7}|sing",
        "{'type':'subscribe','ref':7,'topic':'stock_price','filter':'price=gt=1'}|filter"
      })
  void refusesWithTheRefOfWhatItRefuses(String frame, String word) {
    try (SocketClient socket = SocketClient.connect()) {
      socket.send(frame);

      JsonObject error = socket.awaitFrame("error");
      assertThat(error.getInt("ref")).isEqualTo(7);
      assertThat(error.getString("title")).isNotEmpty();
      assertThat(error.getString("detail")).contains(word);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'type':", "[1]", "nonsense", "", "{'type':7,'ref':1}"})
  void closesAfterThreeMalformedFramesInARow(String malformed) {
    try (SocketClient socket = SocketClient.connect()) {
      socket.send(malformed).send(malformed);
      socket.awaitFrames("error", 2);
      socket.send("{'type':'publish','ref':1,'channel':'demo','payload':'well-formed'}");
      socket.awaitFrame("published");
      socket.send(malformed).send(malformed).send(malformed);

      assertThat(socket.awaitCloseCode()).isEqualTo(1008);
    }
  }

  @Test
  void saysWhatWasWrongBeforeItCloses() {
    try (SocketClient socket = SocketClient.connect()) {
      socket.send("1").send("2").send("3");

      assertThat(socket.awaitCloseCode()).isEqualTo(1008);
      assertThat(socket.frames("error")).hasSize(3);
    }
  }

  @Test
  void tellsAnIdleClientWhereTheLogIs() {
    try (SocketClient socket = subscribed()) {
      assertThat(socket.awaitFrame("position").getString("position")).matches("\\d+\\.\\d+");
    }
  }

  @Test
  void refusesPagesOfForeignOrigins() {
    for (String foreign : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
      assertThatThrownBy(() -> SocketClient.connect(foreign))
          .as(foreign)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refusal -> assertThat(refusal.getResponse().statusCode()).isEqualTo(403));
    }
  }

  @Test
  void acceptsItsOwnPages() {
    try (SocketClient socket = SocketClient.connect(Carillon.running().origin())) {
      socket.send("{'type':'listen','ref':1,'channel':'demo'}");
      socket.awaitFrame("listened");
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
