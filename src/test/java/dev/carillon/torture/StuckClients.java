package dev.carillon.torture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that ask for everything and never read, with hardly any room in between. One thread at a
 * time.
 */
final class StuckClients implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2000;
  private static final int ROOM = 4096;

  private final List<Socket> sockets = new ArrayList<>();

  /** Connects so many to the node itself, since a wire between would read for them. */
  StuckClients(TortureNode node, int count) throws IOException {
    byte[] request =
        "GET /carillon/api/events?topic=*&lastEventId=earliest HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    try {
      for (int i = 0; i < count; i++) {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(ROOM);
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), node.httpPort()),
            CONNECT_MILLIS);
        socket.getOutputStream().write(request);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  int count() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
