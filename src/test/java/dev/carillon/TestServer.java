package dev.carillon;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The one PostgreSQL of this test JVM. It ends, and its data with it, when the JVM does.
 * Thread-safe.
 */
@NullMarked
final class TestServer {

  // Held, since java.util.logging forgets the level of a logger that nobody refers to
  private static final Logger LOG = Logger.getLogger("io.zonky");
  private static final TestServer INSTANCE = new TestServer();

  private final int port = freePort();
  private final Path data = temporaryDirectory();
  private @Nullable EmbeddedPostgres running;

  private TestServer() {
    LOG.setLevel(Level.WARNING);
    Runtime.getRuntime().addShutdownHook(new Thread(this::discard));
  }

  static TestServer instance() {
    return INSTANCE;
  }

  int port() {
    return port;
  }

  synchronized void start() {
    if (running != null) {
      return;
    }
    try {
      running =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false) // it has to outlive a stop
              .setRegisterShutdownHook(
                  false) // ours deletes the data too, and only after the server has ended
              .setPort(port)
              .setServerConfig("wal_level", "logical")
              .setServerConfig("max_prepared_transactions", "20")
              .setServerConfig("synchronous_commit", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void stop() {
    if (running == null) {
      return;
    }
    try {
      running.close();
      running = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void discard() {
    stop();
    try (var files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(TestServer::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("carillon-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Below the ephemeral ports: a client that retries while the server is stopped could be given
  // this very port for its
  // own end, connect to itself, and keep the server from coming back.
  private static int freePort() {
    while (true) {
      int candidate = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException inUse) {
        LOG.log(Level.FINE, "Port in use", inUse);
      }
    }
  }
}
