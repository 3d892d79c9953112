package dev.carillon.postgres;

import dev.carillon.config.Settings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/** What stands between this node and PostgreSQL, as far as it shows. */
final class Pooler {
  /** PgBouncer's own console has the name of a database, and says who it is in greeting. */
  private static final String CONSOLE = "pgbouncer";

  private static final Pattern REFUSALS =
      Pattern.compile("not allowed|SET failed|unsupported startup parameter");

  private Pooler() {}

  /**
   * Whether somebody else answered the log-in than works for this session: the process ids differ.
   */
  static boolean isBetween(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
    }
  }

  /** Its name, or "a pooler". Only where there is one: PostgreSQL would log a failed log-in. */
  static String name(Settings settings) {
    Optional<String> console = settings.listenUrl().map(Pooler::console);
    try (Connection connection = DirectConnection.open(settings, console, "carillon-doctor")) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      return version.contains("bouncer")
          ? "PgBouncer " + version.replaceFirst("/.*", "")
          : "a pooler";
    } catch (SQLException e) {
      // Its console takes administrators only, and no SET; it says so in words that no other has
      return REFUSALS.matcher(Chart.firstLine(e)).find() ? "PgBouncer" : "a pooler";
    }
  }

  private static String console(String url) {
    String address = url.replaceFirst("^(jdbc:postgresql://[^/?]+)(/[^?]*)?", "$1/" + CONSOLE);
    return address + (address.contains("?") ? "&" : "?") + "preferQueryMode=simple";
  }
}
