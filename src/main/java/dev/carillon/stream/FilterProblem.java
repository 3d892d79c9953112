package dev.carillon.stream;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import java.util.Map;

/** What is wrong with a filter, so that its writer can mend it. */
final class FilterProblem {
  private static final int LONGEST = 40;
  private static final String EXAMPLE = "; a filter is such as price=gt=100;symbol==ACME";

  private FilterProblem() {}

  /** Something else is expected at a place. */
  static ProblemException at(String filter, int at, String must, String found) {
    int column = column(filter, at);
    String but = found.isEmpty() ? "ends there" : "has \"" + shortened(found) + "\" there";
    return problem("filter must have " + must + " at column " + column + ", but " + but, column);
  }

  /** A limit is broken at a place. */
  static ProblemException tooMany(String filter, int at, String most) {
    int column = column(filter, at);
    return problem(
        "filter must have at most " + most + ", but has one more at column " + column, column);
  }

  static ProblemException tooLong(int characters, int most) {
    return new ProblemException(
        Problem.badRequest(
            "filter must have at most " + most + " characters, but has " + characters));
  }

  /** The column is told to programs as well, so that a page can point at it. */
  private static ProblemException problem(String detail, int column) {
    return new ProblemException(
        new Problem(
            400,
            "Bad request",
            detail + EXAMPLE,
            Map.of("parameter", "filter", "column", String.valueOf(column))));
  }

  /** As people count: from 1, and what lies outside Unicode's first plane is one character too. */
  private static int column(String filter, int at) {
    return filter.codePointCount(0, at) + 1;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
