package dev.carillon.postgres;

import dev.carillon.config.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.postgresql.Driver;

/**
 * Brings the schema up to date. Liquibase's own lock makes nodes that start together take turns.
 */
@Singleton
public class Schema {
  private static final Logger LOGGER = System.getLogger(Schema.class.getName());
  private static final String TAKE_TURNS = "SELECT pg_advisory_lock(1667330668, 101)";
  private static final String CHANGELOG = "liquibase/changelog.xml";
  private final Settings settings;
  private boolean current;

  @Inject
  Schema(Settings settings) {
    this.settings = settings;
  }

  /**
   * Applies what is missing, once in a deployment's life; nothing if {@code carillon.liquibase} is
   * off. The listener's thread only.
   *
   * @throws SQLException if the database is away, or a changeset fails: nothing is half applied,
   *     the next call tries again
   */
  void bringUpToDate() throws SQLException {
    if (current || !settings.liquibase()) {
      return;
    }
    long started = System.nanoTime();
    try (Connection connection = connect()) {
      // Liquibase reports home by default; a product that people run in their own house does not
      Scope.child(Map.of(AnalyticsArgs.ENABLED.getKey(), false), () -> update(connection));
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) { // Scope.child declares it
      throw new SQLException(
          "Liquibase could not bring the schema up to date: "
              + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "),
          e);
    }
    current = true;
    LOGGER.log(
        Level.INFO,
        "The schema is up to date, checked in {0} ms.",
        (System.nanoTime() - started) / 1_000_000);
  }

  private static void update(Connection connection) throws SQLException, LiquibaseException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TAKE_TURNS); // until the connection ends
    }
    var resources = new ClassLoaderResourceAccessor(Thread.currentThread().getContextClassLoader());
    new Liquibase(CHANGELOG, resources, new JdbcConnection(connection))
        .update(new Contexts(), new LabelExpression());
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    settings.jdbcUser().ifPresent(user -> properties.setProperty("user", user));
    settings.jdbcPassword().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "carillon-liquibase");
    Connection connection = new Driver().connect(settings.jdbcUrl().orElse(""), properties);
    if (connection == null) {
      throw new SQLException("carillon.jdbc.url must begin with jdbc:postgresql:");
    }
    return connection;
  }
}
