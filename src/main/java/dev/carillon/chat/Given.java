package dev.carillon.chat;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Values of query parameters, read strictly: JAX-RS would answer 404 to a bad number. */
final class Given {
  private static final int LONGEST_CHANNEL = 48;

  /** As {@code message_rules()} has it, for those who only read. */
  private static final Pattern CHANNEL = Pattern.compile("(?! )[^*\\p{Cntrl}]+(?<! )");

  private Given() {}

  static long number(String name, String given, long min, long max) {
    if (given.matches("[0-9]{1,18}")
        && Long.parseLong(given) >= min
        && Long.parseLong(given) <= max) {
      return Long.parseLong(given);
    }
    throw broken(name, "a whole number between " + min + " and " + max, given);
  }

  /** The id of a row. */
  static long id(String name, String given) {
    return number(name, given, 1, 999_999_999_999_999_999L);
  }

  /** A user's id. */
  static int user(String name, String given) {
    return (int) number(name, given, 1, Integer.MAX_VALUE);
  }

  /** The name of a channel that could have messages. */
  static String channel(String given) {
    if (!isChannel(given)) {
      throw broken(
          "channel",
          "1 to " + LONGEST_CHANNEL + " bytes without *, control characters and blanks around it",
          given);
    }
    return given;
  }

  static boolean isChannel(String given) {
    return CHANNEL.matcher(given).matches()
        && given.getBytes(StandardCharsets.UTF_8).length <= LONGEST_CHANNEL;
  }

  private static ProblemException broken(String name, String rule, String given) {
    return new ProblemException(
        Problem.badRequest(name + " must be " + rule + ", but is \"" + given + "\""));
  }
}
