package dev.carillon.progress;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;

/** Whole numbers of query parameters, read strictly: JAX-RS would answer 404 to a bad one. */
final class QueryNumber {
  private QueryNumber() {}

  static long parse(String name, String given, long min, long max) {
    if (given.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(given);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new ProblemException(
        Problem.badRequest(
            "%s must be a whole number between %d and %d, but is \"%s\""
                .formatted(name, min, max, given)));
  }
}
