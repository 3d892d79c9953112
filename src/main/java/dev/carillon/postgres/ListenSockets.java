package dev.carillon.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets for the listening connection; pgjdbc makes them by this class's name. Whenever it has
 * read a notification it looks for another by a read with the shortest timeout that Java has, a
 * millisecond ({@code PGStream.hasMessagePending}), and every change would wait for that. Here such
 * a read ends at once if nothing is there.
 */
public final class ListenSockets extends SocketFactory {
  /** Milliseconds of a read that is not to wait; one that waits must take longer. */
  static final int AT_ONCE = 1;

  @Override
  public Socket createSocket() {
    return new ListenSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host, port, null, 0);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(InetAddress.getByName(host), port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, @Nullable InetAddress from, int fromPort)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(from, fromPort));
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  private static final class ListenSocket extends Socket {
    private volatile int timeout;

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
      super.setSoTimeout(millis);
      timeout = millis;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] into, int from, int most) throws IOException {
          if (timeout == AT_ONCE && available() == 0) {
            throw new SocketTimeoutException("Nothing is there");
          }
          return super.read(into, from, most);
        }
      };
    }
  }
}
