package dev.carillon.stream;

import dev.carillon.change.ProblemException;
import dev.carillon.stream.FilterToken.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a filter's words one after the other, before RSQL's parser makes a tree of them: so that
 * an error is told with its column, and none is too much work for it.
 */
final class FilterSyntax {
  private static final int DEEPEST = 64;
  private static final int MOST_COMPARISONS = 256;
  private static final int LONGEST_PATH = 64;

  /** Looking for a pattern costs up to its length times the text's, in the dispatcher's thread. */
  private static final int LONGEST_PATTERN = 256;

  private enum State {
    CONDITION,
    OPERATOR,
    VALUE,
    FIRST_IN_LIST,
    NEXT_IN_LIST,
    AFTER_IN_LIST,
    JOIN
  }

  private final String filter;
  private State state = State.CONDITION;
  private int depth;
  private int comparisons;
  private @Nullable FilterOperator operator;

  private FilterSyntax(String filter) {
    this.filter = filter;
  }

  /**
   * @throws ProblemException 400 with the column of the first word that is wrong
   */
  static void check(String filter, List<FilterToken> tokens) {
    FilterSyntax syntax = new FilterSyntax(filter);
    for (FilterToken token : tokens) {
      syntax.state = syntax.after(token);
    }
  }

  private State after(FilterToken token) {
    return switch (state) {
      case CONDITION -> condition(token);
      case OPERATOR -> operator(token);
      case VALUE -> token.kind() == Kind.OPEN ? State.FIRST_IN_LIST : value(token, State.JOIN);
      case FIRST_IN_LIST, NEXT_IN_LIST -> value(token, State.AFTER_IN_LIST);
      case AFTER_IN_LIST -> afterInList(token);
      case JOIN -> join(token);
    };
  }

  private State condition(FilterToken token) {
    if (token.kind() == Kind.OPEN) {
      if (++depth > DEEPEST) {
        throw FilterProblem.tooMany(filter, token.at(), DEEPEST + " parentheses in each other");
      }
      return State.CONDITION;
    }
    if (token.kind() != Kind.VALUE || token.plain().isBlank()) {
      throw wrong(token, "a column's name or (");
    }
    if (++comparisons > MOST_COMPARISONS) {
      throw FilterProblem.tooMany(filter, token.at(), MOST_COMPARISONS + " comparisons");
    }
    if (token.text().chars().filter(c -> c == '.').count() >= LONGEST_PATH) {
      throw FilterProblem.tooMany(filter, token.at(), LONGEST_PATH + " names in a path");
    }
    return State.OPERATOR;
  }

  private State operator(FilterToken token) {
    operator = token.kind() == Kind.OPERATOR ? FilterOperator.of(token.text()) : null;
    if (operator == null) {
      throw wrong(token, "one of the operators " + FilterOperator.all());
    }
    return State.VALUE;
  }

  private State value(FilterToken token, State next) {
    boolean aboutNull = operator != null && operator.isAboutNull();
    if (token.kind() != Kind.VALUE) {
      if (aboutNull && state == State.VALUE) {
        return join(token);
      }
      throw wrong(token, aboutNull ? "true or false" : "a value, or \"\" for empty text,");
    }
    if (aboutNull && !token.plain().equals("true") && !token.plain().equals("false")) {
      throw wrong(token, "true or false");
    }
    boolean pattern =
        (operator != null && operator.takesPattern()) || token.text().indexOf('*') >= 0;
    if (pattern && token.text().length() > LONGEST_PATTERN) {
      throw FilterProblem.tooMany(filter, token.at(), LONGEST_PATTERN + " characters in a pattern");
    }
    return next;
  }

  private State afterInList(FilterToken token) {
    if (token.kind() == Kind.CLOSE) {
      return State.JOIN;
    }
    boolean several = operator != null && operator.takesSeveral();
    if (token.kind() == Kind.OR && several) {
      return State.NEXT_IN_LIST;
    }
    throw wrong(token, several ? ", or )" : ") after one value (only =in= and =out= take several)");
  }

  private State join(FilterToken token) {
    switch (token.kind()) {
      case AND, OR -> {
        return State.CONDITION;
      }
      case CLOSE, END -> {
        if ((token.kind() == Kind.CLOSE) == (depth > 0)) {
          depth -= depth > 0 ? 1 : 0;
          return State.JOIN;
        }
        throw wrong(token, depth > 0 ? "; (and) or , (or) or )" : "; (and) or , (or) or its end");
      }
      default ->
          throw wrong(
              token,
              "; (and) or , (or)"
                  + (depth > 0 ? " or )" : " or its end")
                  + ", and quotes around a value with spaces or any of \"'();,=<>!~,");
    }
  }

  private ProblemException wrong(FilterToken token, String must) {
    return FilterProblem.at(filter, token.at(), must, token.text());
  }
}
