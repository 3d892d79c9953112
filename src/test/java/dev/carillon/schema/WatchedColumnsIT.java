package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches that leave columns out. */
class WatchedColumnsIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DROP TABLE IF EXISTS parcel",
        "CREATE TABLE parcel (city text, id int PRIMARY KEY, secret text, weight numeric, note json)");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void tellsOnlyTheColumnsThatAreNamedAsTheyAreInTheTable() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', columns => '{note,weight,id}')",
        "INSERT INTO parcel VALUES ('Ulm', 1, 's3cret', 1.500, E'{\"b\\\\u00e4\":  1,\\n \"a\": \"x\"}')",
        "UPDATE parcel SET weight = 1.50",
        "DELETE FROM parcel");
    String note = ",\"note\":{\"b\\u00e4\":  1,\n \"a\": \"x\"}}";
    assertThat(log.lines())
        .containsExactly(
            "I - {\"id\":1,\"weight\":1.500" + note,
            "U {\"id\":1,\"weight\":1.500" + note + " {\"id\":1,\"weight\":1.50" + note,
            "D {\"id\":1,\"weight\":1.50" + note + " -");
  }

  @Test
  void redactsEvenWhatColumnsNames() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', columns => '{id,secret,city}', redact => '{secret}')",
        "INSERT INTO parcel VALUES ('Ulm', 1, 's3cret', 5)");
    assertThat(log.lines()).containsExactly("I - {\"city\":\"Ulm\",\"id\":1}");
  }

  @Test
  void tellsAColumnThatComesLaterUnlessItSaysWhich() throws SQLException {
    session.run(
        "SELECT carillon.watch('parcel', redact => '{secret,note,weight}')",
        "ALTER TABLE parcel ADD size int DEFAULT 5",
        "INSERT INTO parcel VALUES ('Ulm', 1, 's3cret')",
        "SELECT carillon.watch('parcel', columns => '{id}')",
        "ALTER TABLE parcel ADD later int DEFAULT 6",
        "INSERT INTO parcel VALUES ('Ulm', 2, 's3cret')");
    assertThat(log.lines())
        .filteredOn(line -> line.startsWith("I"))
        .containsExactly("I - {\"city\":\"Ulm\",\"id\":1,\"size\":5}", "I - {\"id\":2}");
  }

  @Test
  void isNotConfusedByColumnsNamedLikeOurOwn() throws SQLException {
    session.run(
        "DROP TABLE IF EXISTS names",
        """
        CREATE TABLE names (kept text, told int, inserted int, deleted int, before int, after int, "row" int, args int, c int,
          name text, value text, ordinal int, tg_argv int, secret text, id int PRIMARY KEY)
        """,
        "SELECT carillon.watch('names', redact => '{secret}')",
        "INSERT INTO names VALUES ('{}', 1, 2, 3, 4, 5, 6, 7, 8, 'n', 'v', 9, 10, 's3cret', 11)",
        "UPDATE names SET kept = 'k'",
        "DELETE FROM names");
    String row =
        "{\"kept\":\"{}\",\"told\":1,\"inserted\":2,\"deleted\":3,\"before\":4,\"after\":5,\"row\":6,\"args\":7,\"c\":8,"
            + "\"name\":\"n\",\"value\":\"v\",\"ordinal\":9,\"tg_argv\":10,\"id\":11}";
    String updated = row.replace("{}", "k");
    assertThat(log.lines())
        .containsExactly("I - " + row, "U " + row + " " + updated, "D " + updated + " -");
  }
}
