package dev.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.LogicalNode;
import cz.jirutka.rsql.parser.ast.Node;
import dev.carillon.change.ProblemException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked before RSQL's parser must be what that takes, and mean the same. */
class FilterSyntaxTest {

  private static final List<String> WORDS =
      List.of(
          "a",
          "b",
          "and",
          "or",
          "'x y'",
          "\"q\\\"\"",
          " ",
          " ",
          "==",
          "=in=",
          "<",
          ">=",
          "=null=",
          "true",
          "(",
          ")",
          ";",
          ",",
          " and ",
          " or ",
          "'",
          "=",
          "!",
          "\\");
  private static final List<String> PIECES =
      List.of(
          "a==1",
          "b=in=(1,2)",
          "(c<3",
          ")",
          ";",
          ",",
          " and ",
          "and ",
          "  or ",
          "a=null=",
          "d=='x,y'");
  private static final RSQLParser PARSER = new RSQLParser(FilterOperator.forParser());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34})
  void allowsOnlyWhatTheParserTakes(int seed) {
    Random random = new Random(seed);
    int allowed = 0;
    for (int i = 0; i < 2000; i++) {
      String filter = text(random, i % 2 == 0 ? WORDS : PIECES);
      String terse = terse(filter);
      Node own = terse == null ? null : PARSER.parse(terse);
      Node parsers = tree(filter);
      if (own != null) {
        allowed++;
        assertThat(own).as(filter).isEqualTo(parsers);
      } else if (parsers != null) {
        assertThat(isFit(parsers) && !filter.contains("()")).as(filter).isFalse();
      }
    }
    assertThat(allowed).isGreaterThan(10);
  }

  /** Whether each operator has as many values as it takes, and true or false where it must. */
  private static boolean isFit(Node node) {
    if (node instanceof LogicalNode logical) {
      return logical.getChildren().stream().allMatch(FilterSyntaxTest::isFit);
    }
    ComparisonNode comparison = (ComparisonNode) node;
    List<String> values = comparison.getArguments();
    return switch (comparison.getOperator().getSymbol()) {
      case "=null=" -> values.isEmpty() || values.equals(List.of("true"));
      case "=in=" -> !values.isEmpty();
      default -> values.size() == 1;
    };
  }

  private static @Nullable String terse(String filter) {
    try {
      List<FilterToken> tokens = FilterScanner.scan(filter);
      FilterSyntax.check(filter, tokens);
      return tokens.stream().map(FilterToken::terse).collect(Collectors.joining());
    } catch (ProblemException refused) {
      return null;
    }
  }

  private static @Nullable Node tree(String filter) {
    try {
      return PARSER.parse(filter);
    } catch (RSQLParserException refused) {
      return null;
    }
  }

  private static String text(Random random, List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      text.append(words.get(random.nextInt(words.size())));
    }
    return text.toString();
  }
}
