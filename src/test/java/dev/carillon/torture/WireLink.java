package dev.carillon.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** One connection over a {@link Wire}, as two sockets and a thread for each direction. */
final class WireLink {
  private static final int CONNECT_MILLIS = 5000;
  private static final int BUFFER = 16 * 1024;

  private final Wire wire;
  private final Socket near;
  private final Socket far = new Socket();
  private final CountDownLatch cut = new CountDownLatch(1);
  private long left = Long.MAX_VALUE;
  private boolean abruptly;

  WireLink(Wire wire, Socket near) {
    this.wire = wire;
    this.near = near;
  }

  void run() {
    awaitPassage();
    try {
      far.connect(wire.target(), CONNECT_MILLIS);
    } catch (IOException nobodyThere) {
      cut(true);
      return;
    }
    Wire.daemon("wire back to " + near.getPort(), () -> pump(far, near, true));
    pump(near, far, false);
  }

  /** Cuts it once so many more bytes have come back from the target. */
  synchronized void cut(boolean byReset, int afterBytes) {
    abruptly = byReset;
    left = afterBytes;
    if (afterBytes == 0) {
      cut(byReset);
    }
  }

  void cut(boolean byReset) {
    close(near, byReset);
    close(far, byReset);
    cut.countDown();
    wire.forget(this);
  }

  private void pump(Socket from, Socket to, boolean back) {
    byte[] bytes = new byte[BUFFER];
    boolean byReset = false;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (wire.state() == Wire.State.SWALLOWS) {
          continue;
        }
        awaitPassage();
        int passed = back ? passes(read) : read;
        out.write(bytes, 0, passed);
        if (passed < read) {
          byReset = resets();
          break;
        }
      }
    } catch (IOException broken) {
      byReset = true;
    }
    awaitPassage(); // one side's end is not heard of on the other, either
    cut(byReset);
  }

  private synchronized int passes(int read) {
    int passed = (int) Math.min(left, read);
    left = left == Long.MAX_VALUE ? left : left - passed;
    return passed;
  }

  private synchronized boolean resets() {
    return abruptly;
  }

  /** While the wire is frozen; that ends with this connection. */
  private void awaitPassage() {
    if (wire.state() != Wire.State.PASSES) {
      try {
        cut.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void close(Socket socket, boolean byReset) {
    try {
      if (byReset) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException gone) {
      // which is what was wanted
    }
  }
}
