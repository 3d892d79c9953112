package dev.carillon.container;

import dev.carillon.Directory;
import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import dev.carillon.launcher.BarePayaraServer;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Makes a database with nothing in it before Arquillian reads arquillian.xml, which passes its URL
 * to the server; the WAR brings its own schema. Payara Server is started here, too: its container
 * for Arquillian that would do so stores its domains in the server's own folder.
 */
public final class DatabaseFirst implements LoadableExtension {
  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Starter.class);
  }

  /** Comes before Arquillian's own observer, which fills in the system properties. */
  public static final class Starter {
    void start(@Observes(precedence = 100) ManagerStarted started) throws IOException {
      String jdbcUrl = TestDatabase.empty().url();
      System.setProperty("carillon.test.jdbc.url", jdbcUrl);
      if (System.getProperty("arquillian.launch", "").equals("payara-server")) {
        BarePayaraServer server = BarePayaraServer.start(jdbcUrl);
        System.setProperty("carillon.test.http.port", Integer.toString(server.httpPort()));
        System.setProperty("carillon.test.admin.port", Integer.toString(server.adminPort()));
      } else if (System.getProperty("arquillian.launch", "").equals("wildfly")) {
        prepareWildFly();
      }
    }

    /** A folder of its own, with the configuration that the build has made, and free ports. */
    private static void prepareWildFly() {
      Path folder = Directory.temporary("carillon-wildfly-");
      Directory.copy(
          Path.of("target/server/wildfly-base/configuration"), folder.resolve("configuration"));
      Directory.copy(
          Path.of("target/server/wildfly/standalone/deployments"), folder.resolve("deployments"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Directory.delete(folder)));
      System.setProperty("carillon.test.server.folder", folder.toString());
      System.setProperty("carillon.test.http.port", Integer.toString(TestServer.freePort()));
      System.setProperty("carillon.test.admin.port", Integer.toString(TestServer.freePort()));
    }
  }
}
