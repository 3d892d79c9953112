package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchRefusalIT {

  private static Session session;

  @BeforeAll
  static void connect() throws SQLException {
    session = new Session(TestDatabase.migrated());
    session.run(
        "CREATE TABLE parcel (id int PRIMARY KEY, city text)",
        "CREATE VIEW parcel_view AS SELECT * FROM parcel",
        "CREATE VIEW view_of_it AS SELECT v.city, s.price FROM parcel_view v, stock_price s",
        "CREATE MATERIALIZED VIEW stored AS SELECT * FROM view_of_it",
        "CREATE TEMP TABLE brief (id int)",
        "CREATE UNLOGGED TABLE loose (id int)",
        "CREATE TABLE sized (w int, twice int GENERATED ALWAYS AS (w * 2))",
        "CREATE EXTENSION file_fdw",
        "CREATE SERVER disk FOREIGN DATA WRAPPER file_fdw",
        "CREATE FOREIGN TABLE far (id int) SERVER disk OPTIONS (filename '/dev/null')",
        "CREATE TABLE parent (id int)",
        "CREATE TABLE child () INHERITS (parent)");
  }

  @AfterAll
  static void disconnect() throws SQLException {
    session.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          parcel_view  | parcel       | carillon.watch: public.parcel_view must be a table, but is a view: watch what it shows, public.parcel
          stored       | parcel       | must be a table, but is a materialized view: watch what it shows, public.parcel, public.stock_price
          far          | parcel       | must be a table, but is a foreign table: watch it on the server that has it
          pg_class     | parcel       | carillon.watch: pg_catalog.pg_class is a table of PostgreSQL's own, which has no triggers
          brief        | parcel       | must not be temporary, since it goes with its session, and nobody else may see its rows
          parcel_pkey  | parcel       | carillon.watch: public.parcel_pkey must be a table, but is a relation of kind i
          parcel       | a*           | carillon.watch: a topic must be 1 to 255 bytes without *, control characters or unpaired braces, but is "a*"
          parcel       | a{city       | but is "a{city"
          parcel       | a{}          | but is "a{}"
          parcel       | ''           | but is ""
          parcel       | in/{town}    | carillon.watch: each {column} of a topic must be a column of public.parcel, but "town" is not
          carillon.log | parcel       | carillon.watch: carillon.log belongs to Carillon itself
          parent       | parcel       | carillon.watch: public.parent must not be inherited from
          nowhere      | parcel       | relation "nowhere" does not exist
          """)
  void saysWhichTablesItCantWatch(String table, String topic, String message) {
    assertThatThrownBy(() -> session.run("SELECT carillon.watch('" + table + "', '" + topic + "')"))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'parcel', columns => '{}'          | carillon.watch: columns must have at least one name, each a column of public.parcel, but is empty
          'parcel', columns => '{town}'      | carillon.watch: each of columns must be a column of public.parcel, but "town" is not
          'parcel', redact => '{ID}'         | carillon.watch: each of redact must be a column of public.parcel, but "ID" is not
          'parcel', redact => '{NULL}'       | carillon.watch: each of redact must be a column of public.parcel, but null is not
          'parcel', key => '{ctid}'          | carillon.watch: each of key must be a column of public.parcel, but "ctid" is not
          'parcel', key => '{id,id}'         | carillon.watch: each of key must be named once, but "id" is there again
          'parcel', ops => '{upsert}'        | carillon.watch: each of ops must be insert, update, delete or truncate, but "upsert" is not
          'parcel', ops => '{}'              | carillon.watch: ops must have at least one name, each insert, update, delete or truncate, but is empty
          'parcel', redact => '{id}'         | the column "id" of public.parcel must be told, since it is of the key, but redact names it
          'parcel', columns => '{city}'      | the column "id" of public.parcel must be told, since it is of the key, but columns does not name it
          'parcel', redact => '{city}', key => '{city}' | the column "city" of public.parcel must be told, since it is of the key, but redact names it
          'parcel', 'c/{city}', columns => '{id}' | the column "city" of public.parcel must be told, since the topic "c/{city}" is filled from it, but columns
          'sized', columns => '{w}', redact => '{w}' | carillon.watch: at least one column of public.sized must be told, but redact names them all
          'sized', 'x/{twice}'               | since the topic "x/{twice}" is filled from it, but it is generated when it is read, so triggers see null
          """)
  void saysWhichDeclarationsItCantKeep(String arguments, String message) {
    assertThatThrownBy(() -> session.run("SELECT carillon.watch(" + arguments + ")"))
        .hasMessageContaining(message);
  }

  @Test
  void warnsOfATableThatACrashEmpties() throws SQLException {
    assertThat(session.warnings("SELECT carillon.watch('loose')"))
        .containsExactly(
            "carillon.watch: public.loose is unlogged: after a crash PostgreSQL empties it, and no change will tell");
  }
}
