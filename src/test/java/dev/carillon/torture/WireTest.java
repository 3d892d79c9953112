package dev.carillon.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final int LONG_ENOUGH_MILLIS = 20_000;

  private ServerSocket server;
  private Wire wire;
  private Socket client;
  private Socket target;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    wire = new Wire(server.getLocalPort());
    connectAgain();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    target.close();
    wire.close();
    server.close();
  }

  @Test
  void passesBytesBothWays() throws IOException {
    send(client, "ping");
    assertThat(receive(target, 4)).isEqualTo("ping");

    send(target, "pong");
    assertThat(receive(client, 4)).isEqualTo("pong");
    assertThat(wire.connections()).isEqualTo(1);
  }

  @Test
  void cutsAmidWhatIsSent() throws IOException {
    wire.cut(false, 3);
    send(target, "pong");

    assertThat(receive(client, 4)).isEqualTo("pon");
  }

  @Test
  void cutsByReset() {
    wire.cut(true, 0);

    assertThatThrownBy(() -> receive(client, 1)).isInstanceOf(SocketException.class);
  }

  @Test
  void endsOneSideWhenTheOtherEnds() throws IOException {
    target.close();

    assertThat(receive(client, 1)).isEmpty();
  }

  @Test
  void keepsBothSidesOpenAndSilentWhileItIsFrozen() throws IOException {
    wire.freeze(Wire.State.SWALLOWS);
    send(target, "pong");
    target.close();

    client.setSoTimeout(300);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void cutsWhatWasFrozenAndPassesWhatIsNew() throws IOException {
    wire.freeze(Wire.State.WITHHOLDS);
    send(target, "pong");
    wire.heal();

    assertThatThrownBy(() -> receive(client, 5)).isInstanceOf(SocketException.class);
    connectAgain();
    send(target, "again");
    assertThat(receive(client, 5)).isEqualTo("again");
  }

  private void connectAgain() throws IOException {
    client = new Socket(InetAddress.getLoopbackAddress(), wire.port());
    target = server.accept();
    client.setSoTimeout(LONG_ENOUGH_MILLIS);
    target.setSoTimeout(LONG_ENOUGH_MILLIS);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Less if it ends before. */
  private static String receive(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }
}
