package dev.carillon.stream;

import cz.jirutka.rsql.parser.ast.Arity;
import cz.jirutka.rsql.parser.ast.ComparisonOperator;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a filter can ask of a column. */
enum FilterOperator {
  EQUAL("=="),
  NOT_EQUAL("!="),
  LESS("=lt=", "<"),
  LESS_OR_EQUAL("=le=", "<="),
  GREATER("=gt=", ">"),
  GREATER_OR_EQUAL("=ge=", ">="),
  IN("=in="),
  OUT("=out="),
  LIKE("=like="),
  ILIKE("=ilike="),
  NULL("=null="),
  NOT_NULL("=notnull=");

  private static final Map<String, FilterOperator> BY_SYMBOL =
      Arrays.stream(values())
          .flatMap(operator -> operator.symbols().map(symbol -> Map.entry(symbol, operator)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String symbol;
  private final String shorter;

  FilterOperator(String symbol) {
    this(symbol, symbol);
  }

  FilterOperator(String symbol, String shorter) {
    this.symbol = symbol;
    this.shorter = shorter;
  }

  private Stream<String> symbols() {
    return Stream.of(symbol, shorter).distinct();
  }

  static @Nullable FilterOperator of(String symbol) {
    return BY_SYMBOL.get(symbol);
  }

  /** All of them, for whoever has written another one. */
  static String all() {
    return Arrays.stream(values())
        .map(operator -> operator.symbols().collect(Collectors.joining(" or ")))
        .collect(Collectors.joining(", "));
  }

  /** As the parser wants them. How many values each takes is checked before, with the column. */
  static Set<ComparisonOperator> forParser() {
    Function<FilterOperator, ComparisonOperator> any =
        operator ->
            new ComparisonOperator(
                operator.symbols().toArray(String[]::new), Arity.of(0, Integer.MAX_VALUE));
    return Arrays.stream(values()).map(any).collect(Collectors.toUnmodifiableSet());
  }

  boolean takesSeveral() {
    return this == IN || this == OUT;
  }

  /** Whether its value is a pattern, whatever is in it. */
  boolean takesPattern() {
    return this == LIKE || this == ILIKE;
  }

  /** Whether its value is true or false, or none at all, which says true. */
  boolean isAboutNull() {
    return this == NULL || this == NOT_NULL;
  }
}
