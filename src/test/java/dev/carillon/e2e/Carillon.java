package dev.carillon.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import dev.carillon.launcher.LauncherProcess;
import dev.carillon.launcher.TestProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/**
 * The Carillon under test: the one that {@code carillon.e2e.url} and {@code carillon.e2e.jdbc.url}
 * name, which should run with the settings below, or the run command's own on a PostgreSQL of this
 * JVM, started by the first test that asks and ended with the JVM.
 *
 * @param url with the context root, without a slash at the end
 * @param health where the server answers {@code /health}: WildFly does so on its management port
 * @param owned whether PostgreSQL may be stopped
 */
record Carillon(String url, String health, String jdbcUrl, boolean owned) {
  /** As the server is started with: short, so that tests need not wait. */
  static final Duration HEARTBEAT = Duration.ofSeconds(2);

  static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);

  /** Small, so that a replay soon comes from the log and not from memory. */
  static final int TAIL = 64;

  /** Short, so that a round comes each second; a test makes its messages older than that. */
  static final Duration DIGEST_AFTER = Duration.ofSeconds(10);

  /** Nothing listens there, unless a test has an SMTP server do so. */
  static final int MAIL_PORT = TestServer.freePort();

  private static Carillon instance;

  static synchronized Carillon running() {
    if (instance == null) {
      String given = System.getProperty("carillon.e2e.url");
      instance = given == null ? start() : given(given);
    }
    return instance;
  }

  /** A path below the context root. */
  URI uri(String path) {
    return URI.create(url + path);
  }

  URI healthUri(String path) {
    return URI.create(health).resolve(path);
  }

  /** What a browser sends with the requests of Carillon's own pages. */
  String origin() {
    return URI.create(url).resolve("/").toString().replaceAll("/$", "");
  }

  /** Skips a test that would have to stop a PostgreSQL of somebody else. */
  void assumeOwned() {
    assumeTrue(owned, "carillon.e2e.url names a Carillon whose PostgreSQL is not ours to stop");
  }

  private static Carillon given(String url) {
    String base = url.replaceAll("/$", "");
    return new Carillon(
        base,
        System.getProperty("carillon.e2e.health.url", base),
        System.getProperty("carillon.e2e.jdbc.url"),
        false);
  }

  private static Carillon start() {
    String jdbcUrl = TestDatabase.empty().url();
    try {
      TestProject project = TestProject.create("e2e");
      LauncherProcess launcher =
          project.launch(
              "-Dcarillon.jdbc.url=" + jdbcUrl,
              "-Dcarillon.heartbeat=" + HEARTBEAT,
              "-Dcarillon.write.timeout=" + WRITE_TIMEOUT,
              "-Dcarillon.tail.size=" + TAIL,
              "-Dcarillon.mail.host=127.0.0.1",
              "-Dcarillon.mail.port=" + MAIL_PORT,
              "-Dcarillon.digest.after=" + DIGEST_AFTER);
      Runtime.getRuntime().addShutdownHook(new Thread(launcher::terminate));
      launcher.awaitServing();
      String root = "http://127.0.0.1:" + project.httpPort();
      return new Carillon(root + "/carillon", root, jdbcUrl, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
