package dev.carillon.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A proxy of this machine in front of two nodes, by the file that operators get. */
record Proxy(Process process, int port, int plainPort) implements AutoCloseable {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");

  /** Those that a test is run with. */
  enum Kind {
    NGINX(Proxy.NGINX),
    NGINX_COMPRESSING_STREAMS(Proxy.NGINX),
    HAPROXY(Proxy.HAPROXY),
    HAPROXY_COMPRESSING_STREAMS(Proxy.HAPROXY);

    private final Path program;

    Kind(Path program) {
      this.program = program;
    }

    void assumeInstalled() {
      assumeTrue(Files.isExecutable(program), program + " is not there: install it by your system");
    }

    boolean compressesStreams() {
      return name().endsWith("COMPRESSING_STREAMS");
    }
  }

  static Proxy start(Kind kind, Path folder, Certificate certificate, Node left, Node right)
      throws Exception {
    int port = TestServer.freePort();
    int plainPort = TestServer.freePort();
    Files.createDirectories(folder);
    List<String> command =
        kind.program.equals(NGINX)
            ? nginx(kind, folder, certificate, port, plainPort, left, right)
            : haproxy(kind, folder, certificate, port, plainPort, left, right);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    Proxy proxy = new Proxy(process, port, plainPort);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> proxy.listens() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError(kind + ": " + Files.readString(folder.resolve("output.txt")));
    }
    return proxy;
  }

  private static List<String> nginx(
      Kind kind,
      Path folder,
      Certificate certificate,
      int port,
      int plainPort,
      Node left,
      Node right)
      throws Exception {
    Path chain = folder.resolve("carillon.crt");
    Path key = folder.resolve("carillon.key");
    Certificate.write(chain, certificate.chain());
    Certificate.write(key, certificate.key());
    Delivered site =
        Delivered.file("nginx/carillon.conf")
            .with("10.0.0.11:8080", left.address())
            .with("10.0.0.12:8080", right.address())
            .with("listen 80;", "listen 127.0.0.1:" + plainPort + ";")
            .with("listen 443 ", "listen 127.0.0.1:" + port + " ")
            .with("/etc/nginx/carillon.crt", chain.toString())
            .with("/etc/nginx/carillon.key", key.toString());
    if (kind.compressesStreams()) {
      site = site.with("gzip_types ", "gzip_types text/event-stream ");
    }
    site.writeTo(folder.resolve("carillon.conf"));
    Path file = folder.resolve("nginx.conf");
    Delivered.file("nginx/nginx.conf")
        .with("user www-data;", "user " + System.getProperty("user.name") + ";")
        .with("/run/nginx.pid", folder.resolve("nginx.pid").toString())
        .with("/var/log/nginx/", folder + "/")
        .with("/etc/nginx/carillon.conf", folder.resolve("carillon.conf").toString())
        // a test waits less, and has no room of its own below /var
        .with("worker_shutdown_timeout 60s;", "worker_shutdown_timeout 1s;")
        .with("http {", "http {" + temporaryFolders(folder))
        .writeTo(file);
    return List.of(NGINX.toString(), "-c", file.toString(), "-g", "daemon off;");
  }

  private static String temporaryFolders(Path folder) {
    StringBuilder lines = new StringBuilder();
    for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      lines.append("%s_temp_path %s/%s;".formatted(kind, folder, kind));
    }
    return lines.toString();
  }

  private static List<String> haproxy(
      Kind kind,
      Path folder,
      Certificate certificate,
      int port,
      int plainPort,
      Node left,
      Node right)
      throws Exception {
    Path pem = folder.resolve("carillon.pem");
    Certificate.write(pem, certificate.chain(), certificate.key());
    Delivered all =
        Delivered.file("haproxy/haproxy.cfg")
            .with("10.0.0.11:8080", left.address())
            .with("10.0.0.12:8080", right.address())
            .with("bind :80\n", "bind 127.0.0.1:" + plainPort + "\n")
            .with("bind :443 ", "bind 127.0.0.1:" + port + " ")
            .with("/etc/haproxy/carillon.pem", pem.toString())
            // as many as this shell may have
            .with("maxconn 32000", "maxconn 8000");
    if (kind.compressesStreams()) {
      all = all.with("compression type ", "compression type text/event-stream ");
    }
    Path file = folder.resolve("haproxy.cfg");
    all.writeTo(file);
    return List.of(HAPROXY.toString(), "-db", "-f", file.toString());
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
  }
}
