package dev.carillon.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of a node's own that reads nothing until it is told to, with hardly any room. */
final class Sleeper implements AutoCloseable {
  private static final int ROOM = 4096;

  private final Socket socket = new Socket();
  private final BufferedReader lines;

  private Sleeper(String address, String path) throws IOException {
    URI node = URI.create("http://" + address);
    socket.setReceiveBufferSize(ROOM);
    socket.connect(new InetSocketAddress(node.getHost(), node.getPort()));
    socket
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
                .formatted(path, address)
                .getBytes(StandardCharsets.US_ASCII));
    lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), ROOM);
  }

  /** Falls asleep when the stream has begun. */
  static Sleeper open(String address, String path) throws IOException {
    Sleeper sleeper = new Sleeper(address, path);
    sleeper.awaitLine("event: ready", Duration.ofMinutes(1));
    return sleeper;
  }

  /**
   * Reads on up to a line that has this in it.
   *
   * @throws IOException if nothing comes for so long
   */
  void awaitLine(String part, Duration atMost) throws IOException {
    socket.setSoTimeout((int) atMost.toMillis());
    String line = "";
    while (line != null && !line.contains(part)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("The end came before " + part);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
