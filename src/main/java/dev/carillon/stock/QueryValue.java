package dev.carillon.stock;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;

/**
 * Values of query parameters, read strictly: JAX-RS would answer 404 to a bad number, and take any
 * word for false.
 */
final class QueryValue {
  private QueryValue() {}

  static double number(String name, String given, double min, double max) {
    try {
      double number = Double.parseDouble(given);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // said below: the rule is the same
    }
    throw broken(name, "between " + text(min) + " and " + text(max), given);
  }

  static int integer(String name, String given, int min, int max) {
    if (given.matches("[0-9]{1,9}")
        && Integer.parseInt(given) >= min
        && Integer.parseInt(given) <= max) {
      return Integer.parseInt(given);
    }
    throw broken(name, "a whole number between " + min + " and " + max, given);
  }

  static boolean flag(String name, String given) {
    return switch (given) {
      case "true" -> true;
      case "false" -> false;
      default -> throw broken(name, "true or false", given);
    };
  }

  private static ProblemException broken(String name, String rule, String given) {
    return new ProblemException(
        Problem.badRequest(name + " must be " + rule + ", but is \"" + given + "\""));
  }

  private static String text(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }
}
