package dev.carillon.change;

/**
 * Values of query parameters, read strictly: JAX-RS would answer 404 to a bad number, and take any
 * word for false. What breaks a rule is a 400.
 */
public final class QueryValue {
  private QueryValue() {}

  /** Bounds included. */
  public static double number(String name, String given, double min, double max) {
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

  /** Of nine digits at most, bounds included. */
  public static int integer(String name, String given, int min, int max) {
    return (int) whole("[0-9]{1,9}", name, given, min, max);
  }

  /** Of eighteen digits at most, bounds included. */
  public static long whole(String name, String given, long min, long max) {
    return whole("[0-9]{1,18}", name, given, min, max);
  }

  private static long whole(String digits, String name, String given, long min, long max) {
    if (given.matches(digits)) {
      long number = Long.parseLong(given);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw broken(name, "a whole number between " + min + " and " + max, given);
  }

  public static boolean flag(String name, String given) {
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
