package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Finding;
import dev.carillon.change.Finding.Level;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watched tables that somebody has altered: each finding, its cure, and that it cures. */
@Timeout(120)
class DoctorWatchIT {
  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final Clinic CLINIC = new Clinic(DATABASE);
  private static Sql sql;

  @BeforeAll
  static void connect() throws SQLException {
    sql = new Sql(DATABASE);
    sql.run(
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    sql.close();
  }

  @BeforeEach
  void watch() throws SQLException {
    sql.run(
        "DROP TABLE IF EXISTS t, \"T 2\", child, parent, leaf CASCADE",
        "UPDATE carillon.watches SET ended = now() WHERE table_name ~ '^public[.](t|T 2|parent)$'",
        "CREATE TABLE t (id int PRIMARY KEY, room text, other int NOT NULL UNIQUE)",
        "SELECT carillon.watch('t', topic => 'rooms/{room}')");
    assertThat(findings()).isEmpty();
  }

  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trigger-missing | DROP TRIGGER "00_carillon_update" ON t | no trigger logs its UPDATE \
            | SELECT carillon.watch('public.t', topic => 'rooms/{room}');
          trigger-missing | DROP TRIGGER "00_carillon_insert" ON t; DROP TRIGGER "00_carillon_truncate" ON t | INSERT, TRUNCATE \
            | SELECT carillon.watch('public.t', topic => 'rooms/{room}');
          trigger-disabled | ALTER TABLE t DISABLE TRIGGER "00_carillon_insert" | does not fire \
            | ALTER TABLE public.t ENABLE TRIGGER "00_carillon_insert";
          trigger-disabled | ALTER TABLE t ENABLE REPLICA TRIGGER "00_carillon_delete" | does not fire \
            | ALTER TABLE public.t ENABLE TRIGGER "00_carillon_delete";
          trigger-silent | DROP TRIGGER "00_carillon_end" ON t | nobody is woken by its UPDATE \
            | SELECT carillon.watch('public.t', topic => 'rooms/{room}');
          trigger-drift | CREATE TRIGGER own AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION nothing() | 00_carillon_insert \
            | SELECT carillon.watch('public.t', topic => 'rooms/{room}');
          trigger-drift | CREATE TABLE parent (LIKE t); ALTER TABLE t INHERIT parent | 00_carillon_update \
            | SELECT carillon.watch('public.t', topic => 'rooms/{room}');
          trigger-stray | UPDATE carillon.watches SET ended = now() WHERE table_name = 'public.t' | under a watch that has ended \
            | SELECT carillon.unwatch('public.t');
          topic-column-gone | ALTER TABLE t RENAME room TO place | column room is not there \
            | SELECT carillon.watch('public.t');
          key-column-gone | ALTER TABLE t RENAME id TO no | column id is not there \
            | SELECT carillon.watch('public.t', topic => 'rooms/{room}');
          key-changed | ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY (other) | its primary key is [other] \
            | SELECT carillon.watch('public.t', topic => 'rooms/{room}');
          table-renamed | ALTER TABLE t RENAME TO "T 2" | it is public.T 2 now \
            | SELECT carillon.watch('public."T 2"', topic => 'rooms/{room}');
          redacted-column-gone | SELECT carillon.watch('t', redact => '{room}'); ALTER TABLE t RENAME room TO secret | column room is not there \
            | SELECT carillon.watch('public.t', redact => ARRAY['secret']);
          told-column-gone | SELECT carillon.watch('t', redact => '{room}'); ALTER TABLE t RENAME other TO another | other is not there \
            | SELECT carillon.watch('public.t', redact => ARRAY['room']);
          told-column-gone | SELECT carillon.watch('t', columns => '{id,other}'); ALTER TABLE t RENAME other TO another | other is not there \
            | SELECT carillon.watch('public.t', columns => ARRAY['id']);
          trigger-missing | SELECT carillon.watch('t', ops => '{insert}', key => '{other}'); DROP TRIGGER "00_carillon_insert" ON t | its INSERT \
            | SELECT carillon.watch('public.t', ops => ARRAY['insert'], key => ARRAY['other']);
          table-inherited | CREATE TABLE child () INHERITS (t) | tables inherit from it | SELECT carillon.unwatch('public.t');
          table-dropped | DROP TABLE t | it was dropped | SELECT carillon.unwatch(
          table-dropped | DROP TABLE t; CREATE TABLE t (room text) | made anew \
            | SELECT carillon.watch('public.t', topic => 'rooms/{room}');
          """)
  @ParameterizedTest
  void findsWhatIsWrongWithATableAndWhatMendsIt(String id, String broken, String found, String cure)
      throws SQLException {
    sql.run(broken);
    Finding finding = CLINIC.find(id);
    assertThat(finding.subject()).isEqualTo("public.t");
    assertThat(finding.found()).contains(found);
    assertThat(finding.cure()).startsWith(cure);
    sql.run(finding.cure());
    assertThat(findings()).isEmpty();
  }

  @Test
  void findsAPartitionThatCameLater() throws SQLException {
    sql.run(
        "CREATE TABLE parent (id int, at int) PARTITION BY LIST (at)",
        "CREATE TABLE child PARTITION OF parent FOR VALUES IN (1)",
        "SELECT carillon.watch('parent')");
    assertThat(findings()).isEmpty();
    sql.run("SELECT carillon.unwatch_ddl()", "CREATE TABLE leaf PARTITION OF parent DEFAULT");
    Finding finding = CLINIC.find("partition-truncate-missing");
    assertThat(finding.found()).endsWith("later: leaf");
    sql.run("ALTER TABLE leaf DISABLE TRIGGER ALL");
    assertThat(CLINIC.find("trigger-disabled").cure()).startsWith("ALTER TABLE public.leaf ENABLE");
    sql.run(finding.cure(), "SELECT carillon.unwatch('parent')");
    assertThat(findings()).isEmpty();

    sql.run(CLINIC.find("ddl-not-logged").cure());
    assertThat(CLINIC.find("ddl").level()).isEqualTo(Level.OK);
  }

  /** Of tables; an embedded server has others. */
  private static List<String> findings() {
    return CLINIC.examine().findings().stream()
        .map(Finding::id)
        .filter(id -> id.matches("(trigger|table|key|topic|partition|redacted|told)-.*|could-.*"))
        .toList();
  }
}
