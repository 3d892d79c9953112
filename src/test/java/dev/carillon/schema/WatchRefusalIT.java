package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
          parcel_view  | parcel       | carillon.watch: public.parcel_view must be a table, but is a view
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
  void saysWhatIsWrong(String table, String topic, String message) {
    assertThatThrownBy(() -> session.run("SELECT carillon.watch('" + table + "', '" + topic + "')"))
        .hasMessageContaining(message);
  }
}
