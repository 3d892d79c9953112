package dev.carillon.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that asks for a stream and then never reads, with hardly any room in between. */
final class StuckClient implements AutoCloseable {
  private final Socket socket = new Socket();

  StuckClient(String path) throws IOException {
    URI uri = Carillon.running().uri(path);
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
    String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n";
    socket
        .getOutputStream()
        .write(
            request
                .formatted(uri.getRawPath() + "?" + uri.getRawQuery(), uri.getAuthority())
                .getBytes(StandardCharsets.US_ASCII));
    await().until(() -> socket.getInputStream().available() > 0);
  }

  /** Whether this machine can tell, and the server is on it. */
  static boolean canSeeTheServersSide() {
    return Connections.areSeen();
  }

  /**
   * Whether the server still holds its end; data that waits for us does not keep it from closing.
   */
  boolean isHeldByServer() {
    return Connections.isHeld(socket);
  }

  /** Reads at last: what is left, and then the end. False if the server goes on sending instead. */
  boolean readsTheEnd(Duration within) throws IOException {
    socket.setSoTimeout((int) within.toMillis());
    byte[] rest = new byte[65536];
    try {
      InputStream in = socket.getInputStream();
      while (in.read(rest) >= 0) {
        // old data
      }
      return true;
    } catch (SocketException reset) {
      return true;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
