package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Settings of PostgreSQL that change what a commit is, or whether triggers fire. */
final class DurabilityCheck implements Check {
  private static final String SETTINGS =
      """
      SELECT current_setting('wal_level'), current_setting('fsync'), current_setting('full_page_writes'),
             current_setting('synchronous_commit'), current_setting('session_replication_role') = 'replica'
               AND (SELECT source FROM pg_settings WHERE name = 'session_replication_role') NOT LIKE ALL ('{database%,user}')
      """;

  /** What sessions of certain roles or databases begin with. */
  private static final String REPLICA_ROLES =
      """
      SELECT CASE WHEN s.setrole = 0 THEN format('ALTER DATABASE %I', d.datname)
                  WHEN s.setdatabase = 0 THEN format('ALTER ROLE %s', s.setrole::regrole)
                  ELSE format('ALTER ROLE %s IN DATABASE %I', s.setrole::regrole, d.datname) END || ' RESET session_replication_role;' AS cure,
             concat_ws(' in ', CASE WHEN s.setrole <> 0 THEN s.setrole::regrole::text ELSE 'everybody' END, d.datname) AS who
        FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = s.setdatabase
       WHERE 'session_replication_role=replica' = ANY (s.setconfig) AND (s.setdatabase = 0 OR d.datname = current_database())
      """;

  @Override
  public String subject() {
    return "settings of PostgreSQL";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    chart.each(SETTINGS, row -> judge(row, chart));
    chart.each(
        REPLICA_ROLES, row -> replicaRole(row.getString("who"), row.getString("cure"), chart));
  }

  private static void judge(ResultSet row, Chart chart) throws SQLException {
    if (row.getString(1).equals("minimal")) {
      chart.add(
          Level.NOTE,
          "wal-level-minimal",
          "wal_level",
          "it is minimal",
          "Carillon does not mind, but there can be no standby and no recovery to a point in time.",
          "ALTER SYSTEM SET wal_level = 'replica';  -- then restart PostgreSQL");
    } else {
      chart.ok("wal-level", "wal_level", "it is " + row.getString(1));
    }
    off(
        chart,
        row.getString(2),
        "fsync",
        Level.WARNING,
        "A crash of the machine may corrupt the database, the log with it.");
    off(
        chart,
        row.getString(3),
        "full_page_writes",
        Level.WARNING,
        "A crash of the machine may corrupt pages, those of the log as well.");
    off(
        chart,
        row.getString(4),
        "synchronous_commit",
        Level.NOTE,
        "A crash may take back a writer's last commits; none that a client has seen, since a cut waits for the disk.");
    if (row.getBoolean(5)) {
      replicaRole(
          "everybody",
          "ALTER SYSTEM RESET session_replication_role; SELECT pg_reload_conf();",
          chart);
    }
  }

  private static void off(Chart chart, String value, String setting, Level level, String meaning) {
    if (value.equals("off")) {
      chart.add(
          level,
          setting.replace('_', '-') + "-off",
          setting,
          "it is off",
          meaning,
          "ALTER SYSTEM SET " + setting + " = on; SELECT pg_reload_conf();");
    }
  }

  private static void replicaRole(String who, String cure, Chart chart) {
    chart.add(
        Level.ERROR,
        "replica-role",
        who,
        "sessions begin with session_replication_role = replica",
        "No trigger fires for them: what they change is not logged.",
        cure);
  }
}
