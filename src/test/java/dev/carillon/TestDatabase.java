package dev.carillon;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database for a test: a fresh one on the PostgreSQL that this test JVM shares, which starts with
 * the first of them, or one of a server of the test's own. Thread-safe.
 */
@NullMarked
public record TestDatabase(TestServer server, String name) {

  // Held, since java.util.logging forgets the level of a logger that nobody refers to
  private static final Logger LOG = Logger.getLogger("liquibase");
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static @Nullable TestDatabase template;

  /** A database with the schema of {@code liquibase/changelog.xml}. */
  public static synchronized TestDatabase migrated() {
    if (template == null) {
      TestDatabase first = empty();
      first.liquibase(liquibase -> liquibase.update(""));
      template = first;
    }
    // A copy takes some 50 ms, a migration seconds
    return create("TEMPLATE " + template.name);
  }

  /** A database with nothing in it. */
  public static TestDatabase empty() {
    return create("");
  }

  /** Starts the server again, with the port and the data that it had. Does nothing if it runs. */
  public static void start() {
    TestServer.shared().start();
  }

  /**
   * Stops the server, which ends every connection to any database of it. Does nothing if it is
   * stopped.
   */
  public static void stop() {
    TestServer.shared().stop();
  }

  public String url() {
    return server.url(name);
  }

  /** Connections of its own each time: nothing is pooled. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    return source;
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  /**
   * Does something with Liquibase and the project's changelog, without its chatter on the console.
   */
  public void liquibase(LiquibaseWork work) {
    LOG.setLevel(Level.WARNING);
    Map<String, Object> settings =
        Map.of(Scope.Attr.ui.name(), new LoggerUIService(), AnalyticsArgs.ENABLED.getKey(), false);
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      // Liquibase's own lock is a row of a table which two that start together may both just be
      // making: seen to let both in
      statement.execute("SELECT pg_advisory_lock(1667330668, 101)");
      JdbcConnection jdbc = new JdbcConnection(connection);
      Scope.child(
          settings,
          () -> {
            Liquibase liquibase =
                new Liquibase("carillon/changelog.xml", new ClassLoaderResourceAccessor(), jdbc);
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            work.accept(liquibase);
          });
    } catch (Exception e) {
      throw new IllegalStateException("Liquibase failed on " + name, e);
    }
  }

  /** What to do with Liquibase. */
  @FunctionalInterface
  public interface LiquibaseWork {
    void accept(Liquibase liquibase) throws Exception;
  }

  private static TestDatabase create(String options) {
    start();
    TestDatabase created = new TestDatabase(TestServer.shared(), "test_" + COUNT.incrementAndGet());
    try (Connection connection = new TestDatabase(TestServer.shared(), "postgres").connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + created.name + " " + options);
      return created;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
