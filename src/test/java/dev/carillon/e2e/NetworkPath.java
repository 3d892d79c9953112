package dev.carillon.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The way from a browser to Carillon. It can be cut and mended; and it can keep what event streams
 * carry, for some seconds at a time, as proxies do that collect a response.
 */
final class NetworkPath implements AutoCloseable {
  private static final String STREAM = "text/event-stream";
  private static final String GREETING = "event: ready";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Duration held;
  private final boolean passesGreeting;
  private volatile ServerSocket door;

  private NetworkPath(Duration held, boolean passesGreeting) {
    this.held = held;
    this.passesGreeting = passesGreeting;
    this.door = open(0);
  }

  static NetworkPath clear() {
    return new NetworkPath(Duration.ZERO, true);
  }

  static NetworkPath holdingStreamsFor(Duration held) {
    return new NetworkPath(held, false);
  }

  static NetworkPath holdingWhatFollowsTheGreetingFor(Duration held) {
    return new NetworkPath(held, true);
  }

  /** Carillon's context root, by this way. */
  String url() {
    return "http://127.0.0.1:"
        + door.getLocalPort()
        + URI.create(Carillon.running().url()).getPath();
  }

  void cut() {
    close(door);
    sockets.forEach(NetworkPath::close);
  }

  void mend() {
    door = open(door.getLocalPort());
  }

  private ServerSocket open(int port) {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      threads.execute(() -> receive(opened));
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(ServerSocket opened) {
    URI carillon = URI.create(Carillon.running().url());
    while (!opened.isClosed()) {
      try {
        Socket browser = opened.accept();
        sockets.add(browser);
        Socket server = new Socket(carillon.getHost(), carillon.getPort());
        sockets.add(server);
        threads.execute(() -> pass(browser, server, false));
        threads.execute(() -> pass(server, browser, !held.isZero()));
      } catch (IOException cut) {
        // the loop's condition says whether it goes on
      }
    }
  }

  private void pass(Socket from, Socket to, boolean mayHold) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      boolean holding = false;
      HeldBytes heldBytes = new HeldBytes(out);
      Future<?> release = null;
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        String text = new String(bytes, 0, n, StandardCharsets.UTF_8);
        holding |= mayHold && !passesGreeting && text.contains(STREAM);
        if (!holding) {
          out.write(bytes, 0, n);
          holding = mayHold && passesGreeting && text.contains(GREETING);
          continue;
        }
        heldBytes.add(bytes, n);
        if (release == null) {
          release =
              clock.scheduleAtFixedRate(
                  heldBytes::release, held.toMillis(), held.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (IOException ended) {
      // both ends are closed
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(AutoCloseable ended) {
    try {
      ended.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    cut();
    threads.shutdownNow();
    clock.shutdownNow();
  }
}
