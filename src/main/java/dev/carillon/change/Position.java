package dev.carillon.change;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a change stands in the log; written {@code epoch.n}, such as {@code 1.1042}.
 *
 * <p>Within an epoch the numbers are dense: 1, 2, 3 and so on. A new epoch goes on counting where
 * the log stood when it began.
 *
 * @param epoch grows when commits may have been lost: a standby was promoted, a backup restored,
 *     the log reset
 * @param n the change's number; 0 stands before the first
 */
public record Position(int epoch, long n) implements Comparable<Position> {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,17})");

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws MalformedPositionException if the text has another form
   */
  public static Position parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new MalformedPositionException(text);
    }
    return new Position(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
  }

  @Override
  public int compareTo(Position other) {
    return epoch != other.epoch ? Integer.compare(epoch, other.epoch) : Long.compare(n, other.n);
  }

  public boolean isBefore(Position other) {
    return compareTo(other) < 0;
  }

  @Override
  public String toString() {
    return epoch + "." + n;
  }
}
