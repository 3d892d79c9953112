package dev.carillon.durable;

import dev.carillon.change.Change;
import dev.carillon.change.Position;
import org.jspecify.annotations.Nullable;

/**
 * What could not be done.
 *
 * @param position the change that failed
 * @param change the change itself, as it is kept when it is given up; null if it never is
 * @param error what went wrong, for people
 * @param most failures after which it is given up; 0: never
 */
record Failure(Position position, @Nullable String change, String error, int most) {
  private static final int LONGEST = 2000;

  /** Of a change. */
  static Failure of(Change change, Throwable error, int most) {
    return new Failure(change.position(), LetterJson.write(change), words(error), most);
  }

  /** The innermost cause, by its own words: what wraps it says only that something has failed. */
  static String words(Throwable error) {
    Throwable cause = error;
    for (int depth = 0; cause.getCause() != null && depth < 20; depth++) {
      cause = cause.getCause();
    }
    String text =
        cause.getClass().getSimpleName()
            + ": "
            + String.valueOf(cause.getMessage()).replace('\0', ' '); // which PostgreSQL takes not
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
