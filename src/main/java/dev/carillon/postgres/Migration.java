package dev.carillon.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import liquibase.Contexts;
import liquibase.GlobalConfiguration;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.changelog.ChangeLogParameters;
import liquibase.command.CommandFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.ResourceAccessor;

/**
 * Liquibase on one connection. Nodes that start together take turns by a lock that ends with its
 * session; Liquibase's own, a row, outlives a node that is killed amid a migration.
 */
final class Migration {
  private static final Logger LOGGER = System.getLogger(Schema.class.getName());
  private static final String TAKE_TURNS = "SELECT pg_advisory_lock(1667330668, 101)";

  /**
   * Not Liquibase's default, which an application in the same database has: its running migration
   * would lose its lock to us.
   */
  static final String LOCK_TABLE = "carillon_databasechangeloglock";

  private static final String HAS_LOCK_TABLE =
      "SELECT to_regclass('" + LOCK_TABLE + "') IS NOT NULL";
  private static final String UNLOCK =
      "UPDATE "
          + LOCK_TABLE
          + " SET locked = false, lockgranted = NULL, lockedby = NULL WHERE locked";

  private static final String CHANGELOG = "carillon/changelog.xml";

  /** It reports home by default; a product that people run in their own house does not. */
  private static final Map<String, Object> LIQUIBASE =
      Map.of(
          AnalyticsArgs.ENABLED.getKey(),
          false,
          GlobalConfiguration.DATABASECHANGELOGLOCK_TABLE_NAME.getKey(),
          LOCK_TABLE);

  private Migration() {}

  /**
   * Loads the classes that it needs, in the caller's thread. Payara closes the WAR's jars for a
   * moment when the web module is there: a class that another thread initialises right then can't
   * be had until the next deployment, and a schema that needs it never comes up.
   */
  static void prepare() {
    try {
      Scope.child(
          LIQUIBASE,
          () -> {
            Scope.getCurrentScope()
                .getSingleton(CommandFactory.class)
                .getCommandDefinition("update");
            ResourceAccessor resources = resources();
            var unused =
                ChangeLogParserFactory.getInstance()
                    .getParser(CHANGELOG, resources)
                    .parse(CHANGELOG, new ChangeLogParameters(), resources);
          });
    } catch (Exception e) { // which the migration will say, if it meets it
      LOGGER.log(Level.DEBUG, "The migration could not be prepared", e);
    }
  }

  /**
   * Applies what is missing, of Carillon's changelog and then of the application's; until the
   * connection ends, no other node does.
   */
  static void run(Connection connection, Optional<String> application) throws SQLException {
    long started = System.nanoTime();
    try {
      Scope.child(LIQUIBASE, () -> update(connection, application));
    } catch (SQLException e) {
      throw e;
    } catch (Exception e) { // Scope.child declares it
      throw new SQLException(
          "Liquibase could not bring the schema up to date: "
              + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "),
          e);
    }
    LOGGER.log(
        Level.INFO,
        "The schema is up to date, checked in {0} ms.",
        (System.nanoTime() - started) / 1_000_000);
  }

  private static boolean hasLockTable(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery(HAS_LOCK_TABLE)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static void update(Connection connection, Optional<String> application)
      throws SQLException, LiquibaseException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TAKE_TURNS); // until the connection ends
      if (hasLockTable(statement) && statement.executeUpdate(UNLOCK) > 0) {
        LOGGER.log(Level.WARNING, "Took over a lock of Liquibase's that was left behind.");
      }
    }
    update(connection, CHANGELOG);
    if (application.isPresent()) {
      update(connection, application.get());
    }
  }

  private static void update(Connection connection, String changelog) throws LiquibaseException {
    new Liquibase(changelog, resources(), new JdbcConnection(connection))
        .update(new Contexts(), new LabelExpression());
  }

  private static ResourceAccessor resources() {
    return new ClassLoaderResourceAccessor(Thread.currentThread().getContextClassLoader());
  }
}
