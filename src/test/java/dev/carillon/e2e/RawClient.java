package dev.carillon.e2e;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A client by hand that reads what it is told to and no more, with hardly any room in between. It
 * leaves as it likes, too. One thread at a time.
 */
final class RawClient implements AutoCloseable {
  private static final Pattern ROW_ID = Pattern.compile("\"new\":\\{\"id\":(\\d+),");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int ROOM = 4096;
  private static final int WIDE = 1 << 20;
  private static final int TEXT_FRAME = 0x81;
  private static final int MASKED = 0x80;
  private static final int LENGTH_IN_TWO_BYTES = 126;

  private final Socket socket = new Socket();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private RawClient() throws IOException {
    URI server = URI.create(Carillon.running().url());
    socket.setReceiveBufferSize(ROOM);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
  }

  /**
   * Subscribes, and reads until the server says so.
   *
   * @param transport {@code sse} or {@code websocket}
   */
  static RawClient open(String transport, String topic) throws IOException {
    RawClient client = new RawClient();
    if (transport.equals("sse")) {
      // HTTP/1.0, so that no chunk begins amid a row
      client.request("GET %s/api/events?topic=" + topic + " HTTP/1.0\r\nHost: %s\r\n\r\n");
      client.readUntil("event: ready");
    } else {
      client.request(
          """
          GET %s/socket HTTP/1.1\r
          Host: %s\r
          Connection: Upgrade\r
          Upgrade: websocket\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: Q2FyaWxsb25DYXJpbGxvbg==\r
          \r
          """);
      client.readUntil("\r\n\r\n");
      client.frame("{\"type\":\"subscribe\",\"ref\":1,\"topic\":\"" + topic + "\"}");
      client.readUntil("\"subscribed\"");
    }
    return client;
  }

  Socket socket() {
    return socket;
  }

  /** Reads what is there, up to so many bytes. */
  void read(int atMost) throws IOException {
    InputStream in = socket.getInputStream();
    received.write(in.readNBytes(Math.min(atMost, in.available())));
  }

  /** Reads on as fast as it can, up to this row. */
  void readUpTo(int rowId) throws IOException {
    socket.setReceiveBufferSize(WIDE);
    readUntil("\"new\":{\"id\":" + rowId + ",");
  }

  /** Reads what is left as fast as it can, up to the end: false if that was a reset. */
  boolean readToTheEnd() throws IOException {
    socket.setReceiveBufferSize(WIDE);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    try {
      socket.getInputStream().transferTo(received);
      return true;
    } catch (SocketException reset) {
      return false;
    }
  }

  /** The rows that were inserted, in the order in which they came. */
  List<Integer> rowIds() {
    return ROW_ID.matcher(text()).results().map(row -> Integer.valueOf(row.group(1))).toList();
  }

  /** Everything so far, a byte a character. */
  String text() {
    return received.toString(StandardCharsets.ISO_8859_1);
  }

  /** Leaves without a word: whatever is on its way is answered by a reset. */
  void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private void request(String head) throws IOException {
    URI server = URI.create(Carillon.running().url());
    write(head.formatted(server.getPath(), server.getAuthority()).getBytes(StandardCharsets.UTF_8));
  }

  /** A mask of zeroes leaves the text as it is. */
  private void frame(String text) throws IOException {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(TEXT_FRAME);
    frame.write(MASKED | LENGTH_IN_TWO_BYTES);
    frame.write(payload.length >> Byte.SIZE);
    frame.write(payload.length);
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    write(frame.toByteArray());
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private void readUntil(String word) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    byte[] part = new byte[65536];
    String last = "";
    while (!last.contains(word)) {
      int read = socket.getInputStream().read(part);
      if (read < 0) {
        throw new EOFException("The end came before " + word);
      }
      received.write(part, 0, read);
      last =
          last.substring(Math.max(0, last.length() - word.length()))
              + new String(part, 0, read, StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
