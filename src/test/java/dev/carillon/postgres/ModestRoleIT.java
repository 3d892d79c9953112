package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A database whose owner is no superuser, as managed ones are: all works but for DDL. */
class ModestRoleIT {

  private final TestDatabase database = TestDatabase.empty();

  @Test
  void migratesAndWatchesWithoutBeingToldOfDdl() throws SQLException {
    try (Sql sql = new Sql(database)) {
      sql.run(
          "CREATE ROLE modest LOGIN",
          "ALTER DATABASE " + database.name() + " OWNER TO modest",
          "ALTER SCHEMA public OWNER TO modest");
    }
    String url = database.url().replace("user=postgres", "user=modest");
    new Schema(TestNode.settings(database, "carillon.jdbc.url", url)).bringUpToDate();
    try (Sql sql = new Sql(database)) {
      sql.run(
          "SET SESSION AUTHORIZATION modest",
          "CREATE TABLE t (id int, secret text)",
          "SELECT carillon.watch('t', redact => '{secret}')",
          "INSERT INTO t VALUES (1, 'x')",
          "ALTER TABLE t ADD n int");
      assertThat(sql.number("SELECT count(*) FROM pg_event_trigger")).isZero();
      assertThat(sql.number("SELECT count(*) FROM carillon.log")).isEqualTo(1);
    }
  }
}
