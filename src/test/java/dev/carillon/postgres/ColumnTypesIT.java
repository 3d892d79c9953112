package dev.carillon.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.Position;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a value of each type is told; by a watch that tells everything, and by one that redacts. */
class ColumnTypesIT {

  private static final List<Change> TOLD = new ArrayList<>();

  /** One column of the table for each line of the list. */
  @BeforeAll
  static void logARowOfAll() throws SQLException, IOException {
    TestDatabase database = TestDatabase.migrated();
    try (Sql sql = new Sql(database)) {
      sql.run(
          "SET lc_monetary = 'C'",
          "CREATE TYPE mood AS ENUM ('ok', 'very sad')",
          "CREATE DOMAIN percentage AS numeric(5,2)",
          "CREATE TYPE detail AS (vip boolean)",
          "CREATE TYPE address AS (street text, number int, detail detail)");
      Set<String> missing = new TreeSet<>(); // these do not come with every PostgreSQL
      for (String extension : List.of("citext", "cube", "hstore", "ltree")) {
        if (sql.number(
                "SELECT count(*) FROM pg_available_extensions WHERE name = '" + extension + "'")
            == 0) {
          missing.add(extension);
        } else {
          sql.run("CREATE EXTENSION " + extension);
        }
      }
      List<Case> there = cases().filter(column -> !missing.contains(column.type)).toList();
      String columns = String.join(",", there.stream().map(c -> c.name + " " + c.type).toList());
      String values = String.join(",", there.stream().map(c -> c.literal).toList());
      sql.run(
          "CREATE TABLE plain (" + columns + ")",
          "CREATE TABLE redacted (secret text, " + columns + ")",
          "SELECT carillon.watch('plain'), carillon.watch('redacted', redact => '{secret}')",
          "INSERT INTO plain VALUES (" + values + ")",
          "INSERT INTO redacted VALUES ('secret', " + values + ")",
          "SELECT carillon.cut()");
      TOLD.addAll(
          new ChangeLog(new WatchCatalog(database.dataSource()))
              .read(sql.jdbc(), null, new Position(1, 0), 10, 1 << 20)
              .changes());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isToldAs(Case column) {
    assertThat(TOLD).hasSize(2);
    for (Change change : TOLD) {
      var columns = Objects.requireNonNull(change.row()).columns();
      assertThat(columns).doesNotContainKey("secret");
      assumeTrue(columns.containsKey(column.name), "extension not there");
      assertThat(columns).containsEntry(column.name, column.json);
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream list = ColumnTypesIT.class.getResourceAsStream("/column-types.txt")) {
      List<String> lines = new String(list.readAllBytes(), UTF_8).lines().toList();
      List<Case> cases = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] parts = line.split(" \\| ", 3);
        cases.add(new Case("c" + cases.size(), parts[0], parts[1], parts[2]));
      }
      return cases.stream();
    }
  }

  record Case(String name, String type, String literal, String json) {
    @Override
    public String toString() {
      return type + " " + literal;
    }
  }
}
