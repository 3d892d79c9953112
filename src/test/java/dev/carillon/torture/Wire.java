package dev.carillon.torture;

import dev.carillon.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stretch of network on loopback: whoever connects to its port reaches the target, until the
 * stretch is cut or frozen. Two threads a connection. Thread-safe.
 */
final class Wire implements AutoCloseable {
  private static final int BACKLOG = 50;

  /** What happens to bytes; what is not passed on is lost for good, as the connection is. */
  enum State {
    PASSES,
    /** Each side can send as much as it likes, and nothing arrives. */
    SWALLOWS,
    /** Nothing is read: each side can send until its buffers are full. */
    WITHHOLDS
  }

  private final InetSocketAddress target;
  private final ServerSocket entrance;
  private final Set<WireLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile State state = State.PASSES;

  /** A wire to a port of this machine. */
  Wire(int port) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    target = new InetSocketAddress(loopback, port);
    try {
      entrance = new ServerSocket(TestServer.freePort(), BACKLOG, loopback);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon("wire to " + port, this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  State state() {
    return state;
  }

  InetSocketAddress target() {
    return target;
  }

  /** Half-open from now on: both sides stay connected, and neither hears anything. */
  void freeze(State how) {
    state = how;
  }

  /** What was frozen is cut, and what connects from now on passes. */
  void heal() {
    if (state != State.PASSES) {
      state = State.PASSES; // first: a link that saw it frozen waits to be cut
      links.forEach(link -> link.cut(true));
    }
  }

  /**
   * Cuts every connection once so many more bytes have come from the target, be it amid a frame.
   *
   * @param abruptly by RST instead of FIN
   */
  void cut(boolean abruptly, int afterBytes) {
    links.forEach(link -> link.cut(abruptly, afterBytes));
  }

  void forget(WireLink link) {
    links.remove(link);
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(link -> link.cut(true));
  }

  static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket near = entrance.accept();
        WireLink link = new WireLink(this, near);
        links.add(link);
        connections.incrementAndGet();
        daemon("wire from " + near.getPort(), link::run);
      } catch (IOException closed) {
        return;
      }
    }
  }
}
