package dev.carillon.postgres;

import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** How this node reaches PostgreSQL by itself, outside every pool. */
final class DirectConnection {
  /**
   * How long a server may take to greet: one that is frozen accepts connections, and would keep us
   * from the next host. Less than a login may take with all hosts.
   */
  static final int GREETING_SECONDS = 4;

  private DirectConnection() {}

  /**
   * Opens one.
   *
   * @param url empty is as wrong as another database's
   * @param name what the server's administrator sees
   */
  static Connection open(Settings settings, Optional<String> url, String name) throws SQLException {
    return open(settings, Setting.JDBC_URL, url, name, "primary", new Properties());
  }

  /** Opens one that hears of notifications as soon as they come. */
  static Connection toListen(Settings settings, String name) throws SQLException {
    var properties = new Properties();
    properties.setProperty("socketFactory", ListenSockets.class.getName());
    return open(settings, Setting.JDBC_URL, settings.listenUrl(), name, "primary", properties);
  }

  /** Opens one to the read replica: of several hosts to one that is no primary. */
  static Connection toReplica(Settings settings, String name) throws SQLException {
    return open(
        settings, Setting.REPLICA_URL, settings.replicaUrl(), name, "secondary", new Properties());
  }

  private static Connection open(
      Settings settings,
      Setting setting,
      Optional<String> url,
      String name,
      String serverType,
      Properties properties)
      throws SQLException {
    String address =
        url.orElseThrow(() -> new SQLException(setting.key() + " must be set, but is empty"));
    settings.jdbcUser().ifPresent(user -> properties.setProperty("user", user));
    settings.jdbcPassword().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", name);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    if (hasSeveralHosts(address)) {
      properties.setProperty("targetServerType", serverType); // unless the URL says otherwise
    }
    properties.setProperty("socketTimeout", Integer.toString(GREETING_SECONDS));
    Connection connection = new Driver().connect(address, properties);
    if (connection == null) {
      throw new SQLException(
          setting.key()
              + " must begin with jdbc:postgresql:, but is "
              + address.replaceAll("\\?.*", ""));
    }
    if (!address.contains("socketTimeout=")) {
      connection.setNetworkTimeout(Runnable::run, 0); // a migration may take its time
    }
    return connection;
  }

  /** Whether only one of them is the primary: a standby takes neither LISTEN nor a cut. */
  static boolean hasSeveralHosts(String url) {
    return url.replaceAll("\\?.*", "").contains(",");
  }
}
