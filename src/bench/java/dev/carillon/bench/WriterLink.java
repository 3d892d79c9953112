package dev.carillon.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A connection to PostgreSQL that does one thing: runs one prepared statement with one parameter,
 * again and again. By hand, since 64 threads of a driver would take the processor from what is
 * measured. One thread.
 */
final class WriterLink {
  private static final int PROTOCOL = 196608;
  private static final int INT8 = 20;
  private static final int HEADER = 5;

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(16384);
  private final ByteBuffer out = ByteBuffer.allocate(16384);
  private long sentAt;

  WriterLink(int port, String sql) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    out.putInt(0).putInt(PROTOCOL);
    text("user").text("postgres").text("database").text("postgres").text("");
    out.putInt(0, out.position());
    flush();
    awaitReady();
    int parse = begin('P');
    text("s").text(sql);
    out.putShort((short) 1).putInt(INT8);
    end(parse);
    sync();
    flush();
    awaitReady();
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  /** When the statement that runs was sent, by {@link System#nanoTime}. */
  long sentAt() {
    return sentAt;
  }

  /** Has the statement run with this parameter. */
  void execute(long parameter) throws IOException {
    int bind = begin('B');
    text("").text("s");
    byte[] value = Long.toString(parameter).getBytes(StandardCharsets.US_ASCII);
    out.putShort((short) 0).putShort((short) 1).putInt(value.length).put(value).putShort((short) 0);
    end(bind);
    int execute = begin('E');
    text("");
    out.putInt(0);
    end(execute);
    sync();
    sentAt = System.nanoTime();
    flush();
  }

  /**
   * Reads what has arrived; whether the statement is done.
   *
   * @throws IOException with PostgreSQL's words if it has failed
   */
  boolean read() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("PostgreSQL has closed the connection");
    }
    boolean ready = false;
    in.flip();
    while (in.remaining() >= HEADER && in.remaining() > in.getInt(in.position() + 1)) {
      int length = in.getInt(in.position() + 1);
      byte type = in.get(in.position());
      if (type == 'E') {
        throw new IOException(
            StandardCharsets.UTF_8.decode(in.slice(in.position(), length + 1)).toString());
      }
      ready |= type == 'Z';
      in.position(in.position() + length + 1);
    }
    in.compact();
    return ready;
  }

  void close() throws IOException {
    channel.close();
  }

  private void awaitReady() throws IOException {
    boolean ready = false;
    while (!ready) {
      ready = read();
    }
  }

  private int begin(char type) {
    out.put((byte) type).putInt(0);
    return out.position() - Integer.BYTES;
  }

  private void end(int start) {
    out.putInt(start, out.position() - start);
  }

  private void sync() {
    end(begin('S'));
  }

  private WriterLink text(String text) {
    out.put(text.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    return this;
  }

  private void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }
}
