package dev.carillon.chat;

import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import dev.carillon.change.QueryValue;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a client names in a query: a row, a user, a channel. */
final class Given {
  private static final int LONGEST_CHANNEL = 48;

  /** As {@code message_rules()} has it, for those who only read. */
  private static final Pattern CHANNEL = Pattern.compile("(?! )[^*\\p{Cntrl}]+(?<! )");

  private Given() {}

  /** The id of a row. */
  static long id(String name, String given) {
    return QueryValue.whole(name, given, 1, 999_999_999_999_999_999L);
  }

  /** A user's id. */
  static int user(String name, String given) {
    return (int) QueryValue.whole(name, given, 1, Integer.MAX_VALUE);
  }

  /** The name of a channel that could have messages. */
  static String channel(String given) {
    if (!isChannel(given)) {
      throw new ProblemException(
          Problem.badRequest(
              "channel must be 1 to %d bytes without *, control characters and blanks around it, but is \"%s\""
                  .formatted(LONGEST_CHANNEL, given)));
    }
    return given;
  }

  static boolean isChannel(String given) {
    return CHANNEL.matcher(given).matches()
        && given.getBytes(StandardCharsets.UTF_8).length <= LONGEST_CHANNEL;
  }
}
