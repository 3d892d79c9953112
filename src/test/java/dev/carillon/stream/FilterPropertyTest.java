package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Row;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index by {@link Filter#equalities} must find every filter that matches. */
class FilterPropertyTest {

  private static final List<String> VALUES =
      of(
          "1 | 1.0 | 1e0 | 10 | 1E+1 | -0 | 0.0 | NaN | nan | Infinity | infinity | "
              + "-infinity | true | TRUE | x | X* | 'a b' | 2026-11-21 | 2026-11-21T00:00Z | "
              + "2026-11-21T01:00:00+01:00 | '{\"a\": 1}' | '' | 'say \"x\"' | 'back\\\\slash'");
  private static final List<String> JSON =
      of(
          "1 | 1.0 | 1e0 | 10 | 1E+1 | -0 | 0.0 | \"NaN\" | \"Infinity\" | \"infinity\" | "
              + "\"-infinity\" | true | false | null | \"x\" | \"\\u0078\" | \"XY\" | \"a b\" | "
              + "\"1\" | \"1.0\" | \"true\" | \"2026-11-21\" | \"2026-11-21T00:00:00+00:00\" | "
              + "\"2026-11-20T19:00:00-05:00\" | {\"a\": 1} | \"\" | \"say \\\"x\\\"\" | "
              + "\"back\\\\slash\"");
  private static final List<String> OPERATORS = List.of("==", "==", "==", "!=", "=ge=", "=like=");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34})
  void tellsOnlyEqualitiesThatEveryMatchHas(int seed) {
    Random random = new Random(seed);
    int proofs = 0;
    for (int i = 0; i < 2000; i++) {
      Filter filter = Filter.parse(condition(random, 2));
      Row row = new Row("{\"a\":%s,\"b\":%s}".formatted(any(random, JSON), any(random, JSON)));
      if (filter.matches(row)) {
        proofs += filter.equalities().size();
        filter.equalities().forEach((column, values) -> assertFound(filter, row, column, values));
      }
    }
    assertThat(proofs).isGreaterThan(50);
  }

  private static void assertFound(Filter filter, Row row, String column, Set<String> values) {
    assertThat(Filter.normal(row.columns().getOrDefault(column, "null")))
        .as("%s of %s on %s", column, filter, row)
        .isIn(values);
  }

  private static String condition(Random random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (kind > 1) {
      String parts = condition(random, depth - 1) + (kind == 2 ? ";" : ",");
      return "(" + parts + condition(random, depth - 1) + ")";
    }
    String column = random.nextBoolean() ? "a" : "b";
    return random.nextInt(4) == 0
        ? column + "=in=(" + any(random, VALUES) + "," + any(random, VALUES) + ")"
        : column + any(random, OPERATORS) + any(random, VALUES);
  }

  private static List<String> of(String values) {
    return List.of(values.split(" [|] ", -1));
  }

  private static String any(Random random, List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
