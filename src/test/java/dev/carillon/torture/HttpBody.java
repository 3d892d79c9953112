package dev.carillon.torture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer, chunked or of a known length. */
final class HttpBody extends InputStream {
  private static final int HEXADECIMAL = 16;

  private final HttpConnection connection;
  private final boolean chunked;
  private long left;
  private boolean begun;
  private boolean ended;

  HttpBody(HttpConnection connection, boolean chunked, long length) {
    this.connection = connection;
    this.chunked = chunked;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int read = connection.raw().read(into, from, (int) Math.min(left, length));
    if (read < 0) {
      throw new EOFException();
    }
    left -= read;
    return read;
  }

  private boolean nextChunk() throws IOException {
    if (!chunked || ended) {
      return false;
    }
    if (begun) {
      connection.line(); // the end of the chunk before
    }
    begun = true;
    left = Long.parseLong(connection.line().split(";", 2)[0].strip(), HEXADECIMAL);
    if (left == 0) {
      ended = true;
      connection.line();
    }
    return left > 0;
  }
}
