package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Who is here, as rows that come and go with the sockets, on whatever node these are. */
class PresenceIT {
  /** Five seconds are promised; twice that, since this machine has other work. */
  private static final ConditionFactory WITHIN_FIVE_SECONDS =
      await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(20));

  private final String channel = "it-" + Long.toString(System.nanoTime(), 36);

  @Test
  void tellsWhoComesAndWhoGoes() {
    try (EventStream told = EventStream.open("/api/events?topic=presence/" + channel)) {
      try (SocketClient bob = visit(2)) {
        WITHIN_FIVE_SECONDS.until(() -> story(told), List.of("insert 2")::equals);
        assertThat(Api.get("/api/presence?channel=" + channel).body()).contains("\"appuser\":2");
        bob.send("{'type':'listen','ref':1,'channel':'demo'}").awaitFrame("listened");
      }
      WITHIN_FIVE_SECONDS.until(() -> story(told), List.of("insert 2", "delete 2")::equals);
    }
  }

  @Test
  void tellsWhoHasVanishedWithoutAWord() throws IOException {
    try (EventStream told = EventStream.open("/api/events?topic=presence/" + channel);
        Socket silent = new Socket();
        SocketClient alive = visit(1)) {
      WITHIN_FIVE_SECONDS.until(() -> story(told), List.of("insert 1")::equals);
      handshake(silent, 2);
      WITHIN_FIVE_SECONDS.until(() -> story(told).contains("insert 2"));

      WITHIN_FIVE_SECONDS.until(() -> story(told).contains("delete 2"));
      assertThat(story(told)).as("who answers stays").doesNotContain("delete 1");
      alive.send("{'type':'listen','ref':1,'channel':'demo'}").awaitFrame("listened");
      assertEnds(silent);
    }
  }

  @Test
  void forgetsWhomADeadNodeVouchedFor() throws SQLException {
    try (EventStream told = EventStream.open("/api/events?topic=presence/" + channel);
        SocketClient here = visit(1)) {
      WITHIN_FIVE_SECONDS.until(() -> story(told), List.of("insert 1")::equals);
      Sql.execute(
          "INSERT INTO presence_node VALUES ('"
              + channel
              + "', clock_timestamp() - interval '3 s')",
          "INSERT INTO presence VALUES ('" + channel + "', 'a socket', 3, '" + channel + "')");

      WITHIN_FIVE_SECONDS.until(
          () -> story(told), List.of("insert 1", "insert 3", "delete 3")::equals);
      here.send("{'type':'listen','ref':1,'channel':'demo'}").awaitFrame("listened");
    }
  }

  @Test
  void tellsOfItsVisitorsAgainWhenItWasTakenForDead() throws SQLException {
    try (EventStream told = EventStream.open("/api/events?topic=presence/" + channel);
        SocketClient here = visit(1)) {
      WITHIN_FIVE_SECONDS.until(() -> story(told), List.of("insert 1")::equals);
      Sql.execute("DELETE FROM presence_node");

      WITHIN_FIVE_SECONDS.until(
          () -> story(told), List.of("insert 1", "delete 1", "insert 1")::equals);
      here.send("{'type':'listen','ref':1,'channel':'demo'}").awaitFrame("listened");
    }
  }

  @Test
  void takesNobodyForAVisitorWhoIsNoUser() {
    try (EventStream told = EventStream.open("/api/events?topic=presence/" + channel);
        SocketClient unknown = visit(999_999);
        SocketClient noNumber = SocketClient.withQuery("user=x&channel=" + channel);
        SocketClient nobody = SocketClient.connect();
        SocketClient known = visit(3)) {
      WITHIN_FIVE_SECONDS.until(() -> story(told), List.of("insert 3")::equals);
      for (SocketClient client : List.of(unknown, noNumber, nobody, known)) {
        client.send("{'type':'listen','ref':1,'channel':'demo'}").awaitFrame("listened");
      }
      assertThat(story(told)).containsExactly("insert 3");
    }
  }

  /** The server keeps no connection for who is not there: reads what it sent, and the end. */
  private static void assertEnds(Socket silent) throws IOException {
    silent.setSoTimeout(30_000);
    try {
      assertThat(silent.getInputStream().readAllBytes()).as("a handshake, pings").isNotEmpty();
    } catch (SocketException cut) {
      assertThat(cut).hasMessageContaining("reset"); // is an end, too
    }
  }

  private SocketClient visit(int user) {
    return SocketClient.withQuery("user=" + user + "&channel=" + channel);
  }

  /** What the stream has told: who came, who went. */
  private static List<String> story(EventStream stream) {
    return stream.changes().stream().map(PresenceIT::line).toList();
  }

  private static String line(JsonObject change) {
    String row = change.getString("op").equals("delete") ? "old" : "new";
    return change.getString("op") + " " + change.getJsonObject(row).getInt("appuser");
  }

  /**
   * Opens the socket as a browser does whose machine then loses its network: it answers nothing.
   */
  private void handshake(Socket socket, int user) throws IOException {
    URI server = URI.create(Carillon.running().url());
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    String request =
        """
        GET %s/socket?user=%d&channel=%s HTTP/1.1\r
        Host: %s\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: Q2FyaWxsb25DYXJpbGxvbg==\r
        \r
        """
            .formatted(server.getPath(), user, channel, server.getAuthority());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }
}
