package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import dev.carillon.config.Setting;
import dev.carillon.config.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Whether Carillon's schema is there, and its role may do there what it has to. */
record PrivilegeCheck(Settings settings) implements Check {
  private static final String SCHEMA =
      """
      SELECT n.nspowner::regrole::text AS owner, quote_ident(current_user) AS me, pg_has_role(n.nspowner, 'MEMBER') AS owned,
             has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
        FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'watches' WHERE n.nspname = 'carillon'
      """;

  /** What a node does there; all else is for whoever migrates. */
  private static final String MISSING =
      """
      SELECT string_agg(what, ', ') AS what, string_agg(format('GRANT %s TO %I;', what, current_user), ' ') AS cure FROM (
        SELECT 'USAGE ON SCHEMA carillon' AS what WHERE NOT has_schema_privilege('carillon', 'USAGE')
        UNION ALL
        SELECT 'SELECT ON carillon.' || c.relname FROM pg_class c
         WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'carillon') AND c.relkind IN ('r', 'p')
           AND NOT c.relispartition AND NOT has_table_privilege(c.oid, 'SELECT')
        UNION ALL
        SELECT format('EXECUTE ON FUNCTION carillon.%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) FROM pg_proc p
         WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'carillon')
           AND p.proname IN ('cut', 'read', 'bounds', 'resume', 'trim', 'held', 'if_here', 'landmark', 'feed_audit')
           AND NOT has_function_privilege(p.oid, 'EXECUTE')) m
      """;

  /** The functions look with their owner's rights. */
  private static final String CLUSTER =
      """
      SELECT format('GRANT EXECUTE ON FUNCTION pg_control_system() TO %s;', n.nspowner::regrole) FROM pg_namespace n
       WHERE n.nspname = 'carillon' AND NOT has_function_privilege(n.nspowner, 'pg_control_system()', 'EXECUTE')
      """;

  /** A node makes the schema itself, at its next attempt. */
  private static final String MAY_CREATE =
      "SELECT format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user)";

  @Override
  public String subject() {
    return "privileges";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    List<String> owners = chart.all(SCHEMA, row -> schema(row, chart));
    if (owners.isEmpty()) {
      noSchema(chart);
      return;
    }
    int before = chart.findings().size();
    chart.each(MISSING, row -> missing(row, chart));
    chart.each(CLUSTER, row -> cluster(row.getString(1), chart));
    if (chart.findings().size() == before) {
      chart.ok(
          "privileges",
          subject(),
          "the schema carillon is "
              + owners.get(0)
              + "'s, and all that a node needs there is granted");
    }
  }

  /** Who owns it. */
  private String schema(ResultSet row, Chart chart) throws SQLException {
    if (row.getBoolean("readable")) {
      chart.readable();
    }
    if (settings.schema().liquibase() && !row.getBoolean("owned")) {
      chart.add(
          Level.WARNING,
          "not-owner",
          subject(),
          "%s is no member of %s, which owns the schema carillon"
              .formatted(row.getString("me"), row.getString("owner")),
          "The next version can't bring the schema up to date.",
          "GRANT %s TO %s;  -- or %s=off, and run Liquibase yourself"
              .formatted(row.getString("owner"), row.getString("me"), Setting.LIQUIBASE.key()));
    }
    return row.getString("owner");
  }

  private void missing(ResultSet row, Chart chart) throws SQLException {
    if (row.getString("what") != null) {
      chart.add(
          Level.ERROR,
          "privilege-missing",
          subject(),
          "denied: " + row.getString("what"),
          chart.isReadable()
              ? "Something fails that a node does all the time."
              : "A node can't work here; watches, triggers and the log could not be looked at.",
          row.getString("cure"));
    }
  }

  private void cluster(String cure, Chart chart) {
    chart.add(
        Level.ERROR,
        "cluster-identifier-denied",
        subject(),
        "denied: EXECUTE ON FUNCTION pg_control_system()",
        "The log can't be told from one that was restored in another cluster, so it is not read.",
        cure);
  }

  private void noSchema(Chart chart) throws SQLException {
    chart.add(
        Level.ERROR,
        "schema-missing",
        "the schema carillon",
        "it is not there",
        "Nothing is logged, and nothing can be read.",
        settings.schema().liquibase()
            ? chart.all(MAY_CREATE, row -> row.getString(1)).get(0)
            : "liquibase update --changelog-file=liquibase/changelog.xml  # or "
                + Setting.LIQUIBASE.key()
                + "=on");
  }
}
