package dev.carillon.launcher;

import dev.carillon.config.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A project folder of its own around what the build has made, so that a Carillon that runs in the
 * real one is left alone.
 */
public record TestProject(Path folder, int httpPort, int postgresPort) {
  /** The server that the build runs the tests on. */
  static final AppServer SERVER =
      AppServers.named(System.getProperty(Setting.SERVER.key(), Setting.SERVER.defaultValue()));

  /** In a new folder below target, where hard links to the server reach. */
  public static TestProject create(String name) throws IOException {
    return in(newFolder(name));
  }

  public static TestProject in(Path folder) throws IOException {
    Layout built = new Layout(Path.of("").toAbsolutePath());
    List<Path> parts = new ArrayList<>(SERVER.parts(built));
    parts.add(built.war());
    for (Path part : parts) {
      Path link = folder.resolve(built.project().relativize(part));
      Files.createDirectories(link.getParent());
      if (Files.isDirectory(part)) {
        Files.createSymbolicLink(link, part);
      } else {
        Files.createLink(link, part);
      }
    }
    return new TestProject(folder, freePort(), freePort());
  }

  public LauncherProcess launch(String... more) throws IOException {
    String[] settings = new String[more.length + 3];
    settings[0] = "-Dcarillon.http.port=" + httpPort;
    settings[1] = "-Dcarillon.postgres.port=" + postgresPort;
    settings[2] = "-D" + Setting.SERVER.key() + "=" + SERVER.key();
    System.arraycopy(more, 0, settings, 3, more.length);
    return LauncherProcess.start(folder, settings);
  }

  /** The server's own process, if it lives. */
  public Optional<ProcessHandle> server() {
    try {
      return RunningServer.processFile(layout()).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the server's log aside, which its next start would overwrite. */
  public void keepLog(int number) throws IOException {
    Path log = layout().serverLog();
    if (Files.exists(log)) {
      Files.move(log, layout().home().resolve("server-" + number + ".log"));
    }
  }

  Layout layout() {
    return new Layout(folder);
  }

  Path data() {
    return layout().home().resolve("postgres");
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/postgres?user=postgres";
  }

  /** Puts a WAR in place that no server can deploy. */
  void breakWar() throws IOException {
    Path war = folder.resolve("target/carillon.war");
    Files.delete(war);
    try (OutputStream file = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
      zip.write(
          """
          <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
            <listener><listener-class>dev.carillon.NoSuchListener</listener-class></listener>
          </web-app>
          """
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  /** For several of them, or for whatever else a test leaves to be read. */
  public static Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(
        Files.createDirectories(Path.of("target").toAbsolutePath()), name);
  }

  /**
   * Below target, on the same file system, so that a hundred megabytes of server are linked and not
   * copied.
   */
  static final class BelowTarget implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
        throws IOException {
      return newFolder("launcher");
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
