package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether PostgreSQL has room for this node's connections. */
final class ConnectionCheck implements Check {
  /** The pool, the listener, and what comes for a moment: Liquibase, the doctor. */
  private static final int NEEDED = CarillonDataSource.MOST + 2;

  private static final int SCARCE = 3;
  private static final String LOOK =
      """
      SELECT least(current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                     - coalesce(current_setting('reserved_connections', true), '0')::int,
                   nullif(d.datconnlimit, -1), nullif(r.rolconnlimit, -1)) AS room,
             (SELECT sum(numbackends) FROM pg_stat_database) AS used, current_setting('max_connections')::int AS most
        FROM pg_database d, pg_roles r WHERE d.datname = current_database() AND r.rolname = current_user
      """;

  @Override
  public String subject() {
    return "connections";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    chart.each(LOOK, row -> judge(row, chart));
  }

  private void judge(ResultSet row, Chart chart) throws SQLException {
    int room = row.getInt("room");
    int free = room - row.getInt("used");
    String found = "%d are free of %d; a node may take %d".formatted(free, room, NEEDED);
    if (room < NEEDED || free < SCARCE) {
      chart.add(
          Level.WARNING,
          "connections-scarce",
          subject(),
          found,
          "Where there is none left, replay and REST fail, and a listener that was cut off does not come back.",
          "ALTER SYSTEM SET max_connections = %d;  -- then restart PostgreSQL; see also ALTER ROLE and ALTER DATABASE … CONNECTION LIMIT"
              .formatted(row.getInt("most") + 2 * NEEDED));
    } else {
      chart.ok("connections", subject(), found);
    }
  }
}
