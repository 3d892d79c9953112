package dev.carillon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.change.Position;
import dev.carillon.change.ProblemException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditParametersTest {

  @Test
  void asksForAllWhereNothingIsSaid() {
    AuditFilter filter = parse("table", "", "limit", "5", "format", "csv");
    assertThat(sql(filter))
        .isEqualTo("(SELECT * FROM carillon.audit WHERE true ORDER BY epoch DESC, n DESC LIMIT 5)");
  }

  @Test
  void asksForGapsAndTruncatesOfARowAsWell() {
    List<Object> values = new ArrayList<>();
    String sql = parse("table", "t", "key", "7", "to", "2026-11-21T10:30:00+01:00").rows(5, values);
    assertThat(sql.split(" UNION ALL ")).hasSize(3);
    assertThat(values)
        .containsExactly(
            "7",
            "7",
            "public.t",
            "2026-11-21T09:30:00Z", // its own changes
            "2026-11-21T09:30:00Z", // gaps
            "public.t",
            "2026-11-21T09:30:00Z"); // truncates
    for (int i = 1; i <= values.size(); i++) {
      assertThat(sql).containsOnlyOnce("?" + i);
    }
  }

  @Test
  void asksForNothingElseWhereAnOperationIsNamed() {
    assertThat(sql(parse("op", "update", "user", "abe"))).doesNotContain("UNION", "gap");
  }

  @Test
  void goesOnBeforeAPosition() {
    List<Object> values = new ArrayList<>();
    String sql = parse("before", "2.9").before(new Position(1, 7)).rows(5, values);
    assertThat(sql).containsOnlyOnce("(epoch, n) < (?1, ?2)");
    assertThat(values).containsExactly(1, 7L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tabel  | x          | There is no parameter "tabel"
          op     | upsert     | op must be one of ddl, delete, gap, insert, truncate, update, but is "upsert"
          from   | yesterday  | from must be a time such as 2026-11-21T09:30:00Z, but is "yesterday"
          to     | 2026-11-21 | to must be a time
          before | 7          | before must be a position such as 1.1042, but is "7"
          key    | 7          | key must come with a table
          """)
  void refusesWhatItCantTakeAsMeant(String name, String value, String sentence) {
    assertThatThrownBy(() -> parse(name, value))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void refusesToChooseBetweenTwo() {
    assertThatThrownBy(() -> parse("user", "abe", "user", "bob"))
        .hasMessage("user must be given once, but is given 2 times");
  }

  private static String sql(AuditFilter filter) {
    return filter.rows(5, new ArrayList<>());
  }

  private static AuditFilter parse(String... namesAndValues) {
    MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      given.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return AuditParameters.parse(given);
  }
}
