package dev.carillon.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** What a proxy has collected and not yet passed on. Thread-safe. */
final class HeldBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final OutputStream out;

  HeldBytes(OutputStream out) {
    this.out = out;
  }

  synchronized void add(byte[] more, int length) {
    bytes.write(more, 0, length);
  }

  /**
   * Passes all of it on.
   *
   * @throws UncheckedIOException if the receiver has gone, which ends a schedule
   */
  synchronized void release() {
    try {
      out.write(bytes.toByteArray());
      bytes.reset();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
