package dev.carillon;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL of this test JVM: the one that {@link TestDatabase} shares, or one of a test's
 * own. It ends, and its data with it, when the JVM does, or when it is closed. Thread-safe.
 */
@NullMarked
public final class TestServer implements AutoCloseable {

  // Held, since java.util.logging forgets the level of a logger that nobody refers to
  private static final Logger LOG = Logger.getLogger("io.zonky");
  private static final TestServer SHARED = new TestServer(newDirectory(), freePort());

  private final int port;
  private final Path data;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private @Nullable EmbeddedPostgres running;

  private TestServer(Path data, int port) {
    this.data = data;
    this.port = port;
    with("wal_level", "logical");
    with("max_prepared_transactions", "20");
    with("synchronous_commit", "on");
    LOG.setLevel(Level.WARNING);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  static TestServer shared() {
    return SHARED;
  }

  /** One with a port and data of its own, not started yet. */
  public static TestServer alone() {
    return new TestServer(newDirectory(), freePort());
  }

  /** One on data that exists already, such as a base backup, at a port of the caller's. */
  public static TestServer on(Path data, int port) {
    return new TestServer(data, port);
  }

  /** Sets a parameter of PostgreSQL, from the next start on; the value must need no quotes. */
  public TestServer with(String parameter, String value) {
    settings.put(parameter, value);
    return this;
  }

  public int port() {
    return port;
  }

  public Path data() {
    return data;
  }

  /** Where the superuser finds this database. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  /** Starts it, with the port and the data that it had. Does nothing if it runs. */
  public synchronized TestServer start() {
    if (running != null) {
      return this;
    }
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false) // it has to outlive a stop
            .setRegisterShutdownHook(
                false) // ours deletes the data too, and only after the server has ended
            .setPGStartupWait(Duration.ofSeconds(60)) // recovery, on a busy machine
            .setPort(port);
    settings.forEach(builder::setServerConfig);
    try {
      running = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Stops it in order, which ends every connection. Does nothing if it is stopped. */
  public synchronized void stop() {
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

  /** Stops it at once, as a crash does: the next start has to recover from the WAL. */
  public synchronized void crash() {
    ProcessHandle postmaster = postmaster();
    Signal.send("QUIT", postmaster.pid());
    postmaster.onExit().join();
    LOG.setLevel(Level.OFF); // the embedding complains that there is nothing left to stop
    try {
      stop();
    } finally {
      LOG.setLevel(Level.WARNING);
    }
  }

  /** The process that all its backends descend from. */
  public ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it and deletes its data. */
  @Override
  public void close() {
    stop();
    Directory.delete(data);
  }

  private static Path newDirectory() {
    return Directory.temporary("carillon-test-");
  }

  // Below the ephemeral ports: a client that retries while the server is stopped could be given
  // this very port for its own end, connect to itself, and keep the server from coming back.
  public static int freePort() {
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
