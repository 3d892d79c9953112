package dev.carillon.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a change is expected to be like. Immutable: each method gives a narrower one, and {@link
 * #within} or {@link #notWithin} waits.
 */
public final class Expectation {
  private final Arrivals arrivals;
  private final String words;
  private final Predicate<SeenChange> fits;

  private Expectation(Arrivals arrivals, String words, Predicate<SeenChange> fits) {
    this.arrivals = arrivals;
    this.words = words;
    this.fits = fits;
  }

  static Expectation of(Arrivals arrivals, String topic) {
    return new Expectation(arrivals, topic, change -> change.topic().equals(topic));
  }

  public Expectation insert() {
    return op("insert");
  }

  public Expectation update() {
    return op("update");
  }

  public Expectation delete() {
    return op("delete");
  }

  /** By its operation as clients see it, such as {@code truncate}. */
  public Expectation op(String op) {
    return and(op, change -> change.op().equals(op));
  }

  /** By a column of the primary key; the value's text counts. */
  public Expectation key(String column, Object value) {
    return columns("key " + column, value, column, SeenChange::key);
  }

  /**
   * By a column of the row as the change left it, of a delete as it was: numbers digit by digit.
   */
  public Expectation where(String column, Object value) {
    return columns(column, value, column, SeenChange::row);
  }

  /** By a column of the row as it was before. */
  public Expectation was(String column, Object value) {
    return columns("old " + column, value, column, SeenChange::oldRow);
  }

  /**
   * Waits for it.
   *
   * @throws AssertionError if it does not come in time, listing what came instead
   */
  public SeenChange within(Duration patience) {
    SeenChange change = arrivals.take(fits, patience);
    if (change == null) {
      throw new AssertionError("Expected " + words + " within " + patience + ", but " + instead());
    }
    return change;
  }

  /**
   * Makes sure that it does not come, and has not come unexpected already.
   *
   * @throws AssertionError as soon as it does, or if the stream ends, which would prove nothing
   */
  public void notWithin(Duration patience) {
    SeenChange change = arrivals.take(fits, patience);
    if (change != null) {
      throw new AssertionError(
          "Expected no " + words + " within " + patience + ", but came " + change);
    }
    arrivals
        .end()
        .ifPresent(
            end -> {
              throw new AssertionError(
                  "Expected no " + words + " within " + patience + ", but " + end);
            });
  }

  private String instead() {
    List<SeenChange> others = arrivals.untaken();
    return (others.isEmpty() ? "nothing came" : "came instead:")
        + Stream.concat(others.stream().map(SeenChange::json), arrivals.end().stream())
            .map(line -> System.lineSeparator() + "  " + line)
            .collect(Collectors.joining());
  }

  private Expectation columns(
      String name,
      @Nullable Object value,
      String column,
      Function<SeenChange, Map<String, String>> row) {
    String text = String.valueOf(value);
    return and(name + "=" + text, change -> text.equals(row.apply(change).get(column)));
  }

  private Expectation and(String word, Predicate<SeenChange> narrower) {
    return new Expectation(arrivals, words + " " + word, fits.and(narrower));
  }
}
