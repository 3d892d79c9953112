package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.EntityReader;
import dev.carillon.change.Position;
import dev.carillon.change.Row;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** An entity's fields from what PostgreSQL itself writes. */
class EntityTypesIT {

  enum Mood {
    OK,
    SAD
  }

  @Entity
  @NullUnmarked // as applications write them
  static class Everything {
    @Id long id;
    Boolean flag;
    char letter;
    short small;
    float real;
    double exact;
    BigDecimal money;
    UUID uuid;
    byte[] bytes;
    LocalDate day;
    LocalTime time;
    OffsetTime zoned;
    LocalDateTime plain;
    OffsetDateTime at;
    Instant instant;
    Date old;
    OffsetDateTime forever;
    Duration span;
    Mood mood;
    Mood ordinal;
    int[] numbers;
    List<String> texts;
    String document;
    Map<String, List<Integer>> map;
    String nothing;
  }

  @Test
  void areEqualToWhatWasWritten() throws SQLException {
    Everything read = EntityReader.of(Everything.class).entity(row());
    assertThat(read.id).isEqualTo(9007199254740993L);
    assertThat(read.flag).isTrue();
    assertThat(read.letter).isEqualTo('é');
    assertThat(read.small).isEqualTo((short) -32768);
    assertThat(read.real).isEqualTo(3.4028235e38f);
    assertThat(read.exact).isEqualTo(1e-300);
    assertThat(read.money).isEqualTo(new BigDecimal("12345678901234567890.10"));
    assertThat(read.uuid).isEqualTo(UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    assertThat(read.bytes).containsExactly(0, 255, '\\');
    assertThat(read.day).isEqualTo(LocalDate.of(2026, 11, 21));
    assertThat(read.time).isEqualTo(LocalTime.parse("09:30:00.123456"));
    assertThat(read.zoned).isEqualTo(OffsetTime.parse("09:30:00+02:00"));
    assertThat(read.plain).isEqualTo(LocalDateTime.parse("2026-11-21T09:30:00.1"));
    assertThat(read.at).isEqualTo(OffsetDateTime.parse("2026-11-21T07:30:00.123456Z"));
    assertThat(read.instant).isEqualTo(Instant.parse("2026-11-21T07:30:00Z"));
    assertThat(read.old).isEqualTo(Date.from(Instant.parse("2026-11-21T07:30:00Z")));
    assertThat(read.forever).isEqualTo(OffsetDateTime.MAX);
    assertThat(read.span).isEqualTo(Duration.ofMinutes(90));
    assertThat(List.of(read.mood, read.ordinal)).containsExactly(Mood.OK, Mood.SAD);
    assertThat(read.numbers).containsExactly(1, 2);
    assertThat(read.texts).containsExactly("a\"b", "c\nd");
    assertThat(read.document).isEqualTo("{\"b\": 1.10,  \"a\": [\"x\"]}");
    assertThat(read.map).isEqualTo(Map.of("a", List.of(1, 2)));
    assertThat(read.nothing).isNull();
  }

  private static Row row() throws SQLException {
    TestDatabase database = TestDatabase.migrated();
    try (Sql sql = new Sql(database)) {
      sql.run(
          "CREATE TYPE mood AS ENUM ('OK', 'SAD')",
          """
          CREATE TABLE everything (id bigint PRIMARY KEY, flag boolean, letter char(1), small smallint, "real" real,
            exact double precision, money numeric(30,2), uuid uuid, bytes bytea, day date, "time" time, zoned timetz,
            plain timestamp, at timestamptz, instant timestamptz, old timestamptz, forever timestamptz, span interval,
            mood mood, ordinal smallint, numbers int[], texts text[], document json, map jsonb, nothing text)
          """,
          "SELECT carillon.watch('everything')",
          """
          INSERT INTO everything VALUES (9007199254740993, true, 'é', -32768, 3.4028235e38, 1e-300, 12345678901234567890.1,
            'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\\x00ff5c', '2026-11-21', '09:30:00.123456', '09:30+02',
            '2026-11-21 09:30:00.1', '2026-11-21 09:30:00.123456+02', '2026-11-21 09:30+02', '2026-11-21 09:30+02', 'infinity',
            '1 hour 30 minutes', 'OK', 1, '{1,2}', ARRAY['a"b', E'c\\nd'], E'{"b": 1.10,\\n "a": ["x"]}', '{"a": [1, 2]}', null)
          """,
          "SELECT carillon.cut()");
      Change change =
          new ChangeLog(new WatchCatalog(database.dataSource()))
              .read(sql.jdbc(), null, new Position(1, 0), 10, 1 << 20)
              .changes()
              .get(0);
      return Objects.requireNonNull(change.newRow());
    }
  }
}
