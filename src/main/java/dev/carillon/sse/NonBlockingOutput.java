package dev.carillon.sse;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * A response's body, written as far as the client takes it and never further. The dispatcher alone
 * writes; the container's threads only say that it may go on. Large bodies go in slices, so that a
 * slow client that does read is seen to get ahead.
 */
final class NonBlockingOutput {
  // The kernel says that there is room when a third of its buffer is free: some 32 KB of what
  // ClientConnection bounds it to. A slice that waits for two such moments or more would take a
  // client of 10 KB/s most of the write timeout, and now and then all of it.
  private static final int SLICE = 32768;
  private static final byte[] NOTHING = {};

  private final ServletOutputStream out;
  private byte[] pending = NOTHING;
  private int written;
  private boolean unflushed;
  private volatile boolean writable;
  private volatile long progressAt = System.nanoTime();

  NonBlockingOutput(ServletOutputStream out) {
    this.out = out;
  }

  /** Begins to listen to the container, which calls the listener when writing may go on. */
  void open(WriteListener listener) {
    out.setWriteListener(listener);
  }

  /** The container has said that writing may go on. */
  void mayGoOn() {
    writable = true;
  }

  /** Takes the next bytes; only after {@link #proceed} was true. */
  void put(byte[] bytes) {
    pending = bytes;
    written = 0;
    progressAt = System.nanoTime();
  }

  /**
   * Writes what is pending and flushes it, as far as the client takes it; whether all of it went.
   */
  boolean proceed() throws IOException {
    while (written < pending.length && mayWrite()) {
      int slice = Math.min(SLICE, pending.length - written);
      out.write(pending, written, slice);
      written += slice;
      unflushed = true;
      progressAt = System.nanoTime();
    }
    if (written < pending.length) {
      return false;
    }
    pending = NOTHING;
    written = 0;
    if (unflushed && mayWrite()) {
      out.flush();
      unflushed = false;
    }
    return !unflushed && mayWrite();
  }

  /** When a write last got ahead, by {@link System#nanoTime}. */
  long progressAt() {
    return progressAt;
  }

  /**
   * Asks the container. Once it says no it calls the listener, perhaps before we have heard the no:
   * so forget first, then ask; and ask no more before it has called.
   */
  private boolean mayWrite() {
    if (!writable) {
      return false;
    }
    writable = false;
    if (out.isReady()) {
      writable = true;
      return true;
    }
    return false;
  }
}
