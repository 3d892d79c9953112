package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Which PostgreSQL it is, and who Carillon is there. */
final class ServerCheck implements Check {
  private static final int OLDEST = 13;
  private static final int NEWEST = 18;
  private static final String LOOK =
      """
      SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000 AS major,
             current_user, current_database(), (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
      """;

  @Override
  public String subject() {
    return "PostgreSQL";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    chart.each(LOOK, row -> read(row, chart));
  }

  private void read(ResultSet row, Chart chart) throws SQLException {
    int major = row.getInt("major");
    String found =
        "PostgreSQL %s, database %s, as %s%s"
            .formatted(
                row.getString(1),
                row.getString(4),
                row.getString(3),
                row.getBoolean(5) ? ", a superuser" : "");
    if (major < OLDEST) {
      chart.add(
          Level.ERROR,
          "postgresql-too-old",
          subject(),
          found,
          "Carillon needs PostgreSQL " + OLDEST + " or newer.",
          "pg_upgrade, or carillon.jdbc.url to a newer one.");
    } else if (major > NEWEST) {
      chart.add(
          Level.NOTE,
          "postgresql-unknown",
          subject(),
          found,
          "Carillon has been tested with PostgreSQL " + OLDEST + " to " + NEWEST + ".",
          "Look for a newer Carillon.");
    } else {
      chart.ok("postgresql", subject(), found);
    }
  }
}
