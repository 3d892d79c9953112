package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class ListenSocketsTest {
  private static final int LONG_MILLIS = 60_000;

  @Test
  void readsAtOnceWhatIsThere() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = connect(server);
        Socket peer = server.accept()) {
      peer.getOutputStream().write('A');
      await().until(() -> client.getInputStream().available() == 1);
      client.setSoTimeout(ListenSockets.AT_ONCE);
      assertThat(client.getInputStream().read(new byte[8], 0, 8)).isEqualTo(1);
    }
  }

  @Test
  void waitsForNothingWhereNothingIsThere() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = connect(server);
        Socket peer = server.accept()) {
      client.setSoTimeout(ListenSockets.AT_ONCE);
      assertThatThrownBy(() -> client.getInputStream().read(new byte[8], 0, 8))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Nothing is there"); // not the socket's own, which takes its time
      client.setSoTimeout(LONG_MILLIS);
      peer.getOutputStream().write('A');
      assertThat(client.getInputStream().read(new byte[8], 0, 8)).isEqualTo(1);
    }
  }

  private static Socket connect(ServerSocket server) throws IOException {
    return new ListenSockets().createSocket(server.getInetAddress(), server.getLocalPort());
  }
}
