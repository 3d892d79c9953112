package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.net.http.WebSocketHandshakeException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What else can be said over the socket, what must not be, and who may say anything at all. */
class SocketFramesIT {
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
        "{'type':'subscribe','ref':7,'topic':'stock_price','filter':'price=gt='}|column 10"
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
}
