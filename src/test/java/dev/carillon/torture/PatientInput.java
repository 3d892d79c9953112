package dev.carillon.torture;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.BooleanSupplier;

/** What comes over a socket, until its reader wants to leave or nothing has come for too long. */
final class PatientInput extends InputStream {
  private static final int SLICE_MILLIS = 100;
  private static final double NANOS = 1e9;

  private final InputStream in;
  private final BooleanSupplier leaves;

  PatientInput(Socket socket, BooleanSupplier leaves) throws IOException {
    socket.setSoTimeout(SLICE_MILLIS);
    this.in = socket.getInputStream();
    this.leaves = leaves;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    long begun = System.nanoTime();
    while (true) {
      if (leaves.getAsBoolean()) {
        throw new IOException("leaves");
      }
      try {
        return in.read(into, from, length);
      } catch (SocketTimeoutException nothingYet) {
        if ((System.nanoTime() - begun) / NANOS > RestlessClient.SILENCE_SECONDS) {
          throw nothingYet;
        }
      }
    }
  }
}
