package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void connect() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DROP TABLE IF EXISTS thing",
        "CREATE TABLE thing (name text, id int PRIMARY KEY, n int)",
        "SELECT carillon.watch('thing')");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void disconnect() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void tellsWhatWasDoneToEachRowWithItsColumnsInOrder() throws SQLException {
    session.run(
        "INSERT INTO thing VALUES ('a', 1, 10), ('b', 2, 20)",
        "UPDATE thing SET n = n + 1 WHERE id = 1",
        "DELETE FROM thing WHERE id = 2",
        "TRUNCATE thing");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"name\":\"a\",\"id\":1,\"n\":10}",
            "I - {\"name\":\"b\",\"id\":2,\"n\":20}",
            "U {\"name\":\"a\",\"id\":1,\"n\":10} {\"name\":\"a\",\"id\":1,\"n\":11}",
            "D {\"name\":\"b\",\"id\":2,\"n\":20} -",
            "T - -");
  }

  @Test
  void numbersChangesWithoutAGap() throws SQLException {
    long before = log.position();
    session.run("INSERT INTO thing SELECT 'x', i, i FROM generate_series(1, 50) i");
    for (int i = 1; i <= 50; i++) {
      session.run("UPDATE thing SET n = 0 WHERE id = " + i);
    }
    assertThat(log.fresh())
        .extracting(Logged::n)
        .hasSize(100)
        .isSorted()
        .doesNotHaveDuplicates()
        .first()
        .isEqualTo(before + 1);
    assertThat(log.position()).isEqualTo(before + 100);
  }

  @Test
  void logsNoUpdateThatChangesNothing() throws SQLException {
    session.run(
        "INSERT INTO thing VALUES ('a', 1, 10)",
        "UPDATE thing SET n = 10, name = 'a'",
        "DELETE FROM thing WHERE id = 7");
    assertThat(log.lines()).containsExactly("I - {\"name\":\"a\",\"id\":1,\"n\":10}");
  }

  @Test
  void logsTwoIdenticalRowsOfOneTransactionTwice() throws SQLException {
    session.run("CREATE TABLE IF NOT EXISTS keyless (v int)", "SELECT carillon.watch('keyless')");
    session.run(
        "BEGIN", "INSERT INTO keyless VALUES (1)", "INSERT INTO keyless VALUES (1)", "COMMIT");
    assertThat(log.lines()).containsExactly("I - {\"v\":1}", "I - {\"v\":1}");
  }

  @Test
  void logsBothBranchesOfAnUpsert() throws SQLException {
    session.run(
        "INSERT INTO thing VALUES ('a', 1, 10)",
        "INSERT INTO thing VALUES ('z', 1, 11), ('b', 2, 20) ON CONFLICT (id) DO UPDATE SET n = excluded.n");
    assertThat(log.lines())
        .containsExactlyInAnyOrder(
            "I - {\"name\":\"a\",\"id\":1,\"n\":10}",
            "U {\"name\":\"a\",\"id\":1,\"n\":10} {\"name\":\"a\",\"id\":1,\"n\":11}",
            "I - {\"name\":\"b\",\"id\":2,\"n\":20}");
  }

  @Test
  void logsAllBranchesOfAMerge() throws SQLException {
    session.run("INSERT INTO thing VALUES ('a', 1, 1), ('b', 2, 2)");
    log.fresh();
    session.run(
        """
        MERGE INTO thing USING (VALUES (1), (2), (3)) wanted (id) ON thing.id = wanted.id WHEN MATCHED AND thing.id = 1 THEN DELETE
          WHEN MATCHED THEN UPDATE SET n = 20 WHEN NOT MATCHED THEN INSERT VALUES ('c', wanted.id, 3)
        """);
    assertThat(log.fresh()).extracting(Logged::op).containsExactlyInAnyOrder("I", "U", "D");
  }

  @Test
  void logsEachRowOfACopy() throws SQLException {
    session.run("COPY thing FROM PROGRAM 'printf \"a,1,10\\nb,2,\\n\"' (FORMAT csv)");
    assertThat(log.lines())
        .containsExactly(
            "I - {\"name\":\"a\",\"id\":1,\"n\":10}", "I - {\"name\":\"b\",\"id\":2,\"n\":null}");
  }

  @Test
  void keepsLargeRowsWhole() throws SQLException {
    for (int size : List.of(20_000, 1_000_000)) {
      session.run(
          "TRUNCATE thing",
          "INSERT INTO thing SELECT string_agg(md5(i::text), ''), 1, 0 FROM generate_series(1, %d / 32) i"
              .formatted(size));
      session.run("UPDATE thing SET n = 1");
      List<Logged> changes = log.fresh();
      String row = session.value("SELECT row_to_json(thing) FROM thing");
      assertThat(row).hasSizeGreaterThan(size);
      assertThat(changes).hasSize(3);
      assertThat(changes.get(1).after()).isEqualTo(changes.get(2).before());
      assertThat(changes.get(2).after()).isEqualTo(row);
    }
  }

  @Test
  void logsForARoleThatMayNotEnterTheSchema() throws SQLException {
    session.run(
        "DO $$ BEGIN CREATE ROLE application; EXCEPTION WHEN duplicate_object THEN END $$",
        "GRANT ALL ON thing TO application",
        "SET ROLE application",
        "INSERT INTO thing VALUES ('a', 1, 0)",
        "UPDATE thing SET n = 1",
        "DELETE FROM thing",
        "TRUNCATE thing");
    assertThat(log.fresh()).extracting(Logged::op).containsExactly("I", "U", "D", "T");
    assertThat(session.value("SELECT has_schema_privilege('carillon', 'USAGE')")).isEqualTo("f");
  }
}
