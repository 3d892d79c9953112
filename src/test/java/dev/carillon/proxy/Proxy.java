package dev.carillon.proxy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A proxy of this machine in front of two nodes, by the file that operators get. */
record Proxy(Process process, Setup setup) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static Proxy start(Kind kind, Setup setup) throws Exception {
    Path output = Files.createDirectories(setup.folder()).resolve("output.txt");
    Process process =
        new ProcessBuilder(kind.command(setup))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // were the test cut off
    Proxy proxy = new Proxy(process, setup);
    await().atMost(PATIENCE).until(() -> proxy.listens() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError(kind + " ended: " + Files.readString(output));
    }
    return proxy;
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), setup.port())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where pages come from, without a slash at the end. */
  String origin() {
    return "https://127.0.0.1:" + setup.port();
  }

  /** The same without TLS. */
  String plainOrigin() {
    return "http://127.0.0.1:" + setup.plainPort();
  }

  @Override
  public void close() {
    process.destroy();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }
}
