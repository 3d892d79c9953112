package dev.carillon.container;

import dev.carillon.TestDatabase;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Makes a database with nothing in it before Arquillian reads arquillian.xml, which passes its URL
 * to the server; the WAR brings its own schema.
 */
public final class DatabaseFirst implements LoadableExtension {
  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Starter.class);
  }

  /** Comes before Arquillian's own observer, which fills in the system properties. */
  public static final class Starter {
    void start(@Observes(precedence = 100) ManagerStarted started) {
      System.setProperty("carillon.test.jdbc.url", TestDatabase.empty().url());
    }
  }
}
