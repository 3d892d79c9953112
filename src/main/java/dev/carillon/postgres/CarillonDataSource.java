package dev.carillon.postgres;

import dev.carillon.config.Settings;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.inject.Vetoed;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The container's pool over pgjdbc, its address read from MicroProfile Config: the same WAR runs on
 * every server, without a secret in it. The container makes it by name, so it reads its settings
 * itself.
 */
// WildFly refuses a definition without any property (IJ031103)
@DataSourceDefinition(
    name = CarillonDataSource.NAME,
    className = "dev.carillon.postgres.CarillonDataSource",
    minPoolSize = 0,
    initialPoolSize = 0,
    maxPoolSize = CarillonDataSource.MOST,
    properties = "applicationName=carillon")
@Vetoed // the pool is what beans may have, not this
public final class CarillonDataSource extends PGSimpleDataSource {
  static final String NAME = "java:app/jdbc/carillon";

  /** Connections that a node's pool may have. */
  static final int MOST = 20;

  private static final long serialVersionUID = 1L;

  /**
   * Else a statement to a host that went away without a word, and be it the pool's own look whether
   * the connection lives, would wait for a quarter of an hour: longer than any failover takes.
   */
  private static final int ANSWER_WITHIN_SECONDS = 30;

  private final int answerWithinSeconds;

  public CarillonDataSource() {
    var settings =
        new Settings(name -> ConfigProvider.getConfig().getOptionalValue(name, String.class));
    settings.jdbcUrl().ifPresent(this::address);
    settings.jdbcUser().ifPresent(this::setUser);
    settings.jdbcPassword().ifPresent(this::setPassword);
    setConnectTimeout(5);
    setTcpKeepAlive(true);
    answerWithinSeconds = getSocketTimeout() == 0 ? ANSWER_WITHIN_SECONDS : getSocketTimeout();
    setSocketTimeout(DirectConnection.GREETING_SECONDS);
  }

  private void address(String url) {
    setURL(url);
    if (DirectConnection.hasSeveralHosts(url) && !url.contains("targetServerType=")) {
      setTargetServerType("primary");
    }
  }

  /** Does nothing: the container says localhost, its own default, and the settings' URL counts. */
  @Override
  @SuppressWarnings("deprecation")
  public void setServerName(String ignored) {}

  @Override
  public Connection getConnection() throws SQLException {
    return open(getUser(), getPassword());
  }

  // WildFly's pool says null or nothing where the definition does; the settings' user is meant then
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    return user == null || user.isEmpty() ? getConnection() : open(user, password);
  }

  private Connection open(@Nullable String user, @Nullable String password) throws SQLException {
    return LastingConnection.open(
        () -> {
          Connection connection = super.getConnection(user, password);
          connection.setNetworkTimeout(Runnable::run, answerWithinSeconds * 1000);
          return connection;
        });
  }
}
