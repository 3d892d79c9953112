package dev.carillon.stream;

import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.ast.AndNode;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.LogicalNode;
import cz.jirutka.rsql.parser.ast.NoArgRSQLVisitorAdapter;
import cz.jirutka.rsql.parser.ast.OrNode;
import dev.carillon.change.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** From a filter's text to a tree of conditions, by way of RSQL's own tree. */
final class FilterCompiler extends NoArgRSQLVisitorAdapter<Condition> {
  private static final int LONGEST = 4096;
  private static final RSQLParser PARSER = new RSQLParser(FilterOperator.forParser());

  private FilterCompiler() {}

  /**
   * @throws ProblemException 400 that says where it is wrong, and what is allowed there
   */
  static Condition compile(String filter) {
    if (filter.length() > LONGEST) {
      throw FilterProblem.tooLong(filter.length(), LONGEST);
    }
    List<FilterToken> tokens = FilterScanner.scan(filter);
    FilterSyntax.check(filter, tokens);
    String terse = tokens.stream().map(FilterToken::terse).collect(Collectors.joining());
    return PARSER.parse(terse).accept(new FilterCompiler());
  }

  @Override
  public Condition visit(AndNode node) {
    return new Condition.All(parts(node));
  }

  @Override
  public Condition visit(OrNode node) {
    return new Condition.Any(parts(node));
  }

  private List<Condition> parts(LogicalNode node) {
    return node.getChildren().stream().map(child -> child.accept(this)).toList();
  }

  @Override
  public Condition visit(ComparisonNode node) {
    FilterOperator operator =
        Objects.requireNonNull(FilterOperator.of(node.getOperator().getSymbol()));
    return new Condition.Comparison(
        ColumnPath.of(node.getSelector()), criterion(operator, node.getArguments()));
  }

  private static Criterion criterion(FilterOperator operator, List<String> values) {
    return switch (operator) {
      case EQUAL, IN -> new Equality(values, true);
      case NOT_EQUAL, OUT -> new Equality(values, false);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Ordering.of(operator, values.get(0));
      case LIKE -> Like.sql(values.get(0), false);
      case ILIKE -> Like.sql(values.get(0), true);
      case NULL -> nullity(!values.contains("false"));
      case NOT_NULL -> nullity(values.contains("false"));
    };
  }

  private static Criterion nullity(boolean wanted) {
    return json -> Criterion.isNull(json) == wanted;
  }
}
