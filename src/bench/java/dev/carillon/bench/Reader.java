package dev.carillon.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One client: its connection, what it has half read, and which changes it has. One thread. */
final class Reader {
  /** How a change comes in. */
  enum Arrival {
    NEXT,
    DOUBLED,
    DISORDERED
  }

  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final int TEXT_FRAME = 0x81;
  private static final int MASKED = 0x80;

  private final SocketChannel channel;
  private final Crowd crowd;
  private final Tally tally;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final Body body;
  private boolean answered;
  private long[] seen = new long[16];
  private long different;
  private long highest = -1;

  Reader(SocketChannel channel, Crowd crowd, Tally tally) {
    this.channel = channel;
    this.crowd = crowd;
    this.tally = tally;
    this.body = new Body(crowd.frame().isPresent(), (seq, sent) -> tally.deliver(this, seq, sent));
  }

  static byte[] request(Crowd crowd) {
    URI uri = URI.create(crowd.url());
    String upgrade =
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Protocol: carillon.v1\r\nSec-WebSocket-Key: "
            + KEY;
    return "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n"
        .formatted(
            uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
            uri.getAuthority(),
            crowd.frame().isPresent() ? upgrade : "Accept: text/event-stream")
        .getBytes(StandardCharsets.US_ASCII);
  }

  SocketChannel channel() {
    return channel;
  }

  /** How many different changes it has. */
  long different() {
    return different;
  }

  /** Takes in what was read. */
  void take(byte[] bytes, int count) throws IOException {
    if (answered) {
      body.take(bytes, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      head.write(bytes[i]);
      if (bytes[i] == '\n' && head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        begin(head.toString(StandardCharsets.US_ASCII));
        body.take(bytes, i + 1, count);
        return;
      }
    }
  }

  private void begin(String response) throws IOException {
    if (!response.startsWith("HTTP/1.1 200") && !response.startsWith("HTTP/1.1 101")) {
      throw new IOException(response);
    }
    answered = true;
    tally.ready();
    body.begin(response.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked"));
    if (crowd.frame().isPresent()) {
      channel.write(masked(crowd.frame().get().getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** A short text frame under a mask of zeros, which changes nothing. */
  private static ByteBuffer masked(byte[] text) {
    return ByteBuffer.allocate(text.length + 6)
        .put((byte) TEXT_FRAME)
        .put((byte) (MASKED | text.length))
        .putInt(0)
        .put(text)
        .flip();
  }

  /** Remembers a change by its distance from the first. */
  Arrival note(long index) {
    int word = (int) (index >> 6);
    if (word >= seen.length) {
      seen = Arrays.copyOf(seen, Math.max(word + 1, 2 * seen.length));
    }
    long bit = 1L << (index & 63);
    if ((seen[word] & bit) != 0) {
      return Arrival.DOUBLED;
    }
    seen[word] |= bit;
    different++;
    if (index < highest) {
      return Arrival.DISORDERED;
    }
    highest = index;
    return Arrival.NEXT;
  }
}
