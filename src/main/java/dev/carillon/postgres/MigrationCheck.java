package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.SQLException;
import java.util.List;

/** Whether a migration that is no longer there has left Liquibase's lock behind. */
final class MigrationCheck implements Check {
  private static final String HAS_TABLE =
      "SELECT to_regclass('" + Migration.LOCK_TABLE + "') IS NOT NULL";

  /** Who migrates holds an advisory lock as well, which ends with its session. */
  private static final String LOCKED =
      """
      SELECT format('locked by %s since %s', lockedby, lockgranted::timestamp(0))
        FROM carillon_databasechangeloglock
       WHERE locked AND NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 1667330668
         AND objid = 101 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
      """;

  @Override
  public String subject() {
    return "Liquibase's lock";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    List<String> left =
        chart.all(HAS_TABLE, row -> row.getBoolean(1)).get(0)
            ? chart.all(LOCKED, row -> row.getString(1))
            : List.of();
    left.forEach(found -> left(found, chart));
    if (left.isEmpty()) {
      chart.ok("liquibase-lock", subject(), "nobody has left it behind");
    }
  }

  private void left(String found, Chart chart) {
    chart.add(
        Level.WARNING,
        "liquibase-lock-left",
        subject(),
        found + ", but nobody migrates",
        "Liquibase by hand waits for it; a node takes it over when it next brings the schema up to date.",
        "UPDATE "
            + Migration.LOCK_TABLE
            + " SET locked = false, lockgranted = NULL, lockedby = NULL;");
  }
}
