package dev.carillon.stream;

import dev.carillon.change.ProblemException;
import dev.carillon.change.Row;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a subscriber wants to hear of, in RSQL: {@code price=gt=100;symbol==ACME}. Get one
 * from {@link Filters}. Immutable; equal to another with the same text.
 */
public final class Filter {
  /** Lets every row pass. */
  public static final Filter ALL = new Filter("", new Condition.True());

  private final String text;
  private final Condition condition;
  private final Map<String, Set<String>> equalities;
  private final Set<String> names;

  private Filter(String text, Condition condition) {
    this.text = text;
    this.condition = condition;
    this.equalities = Map.copyOf(condition.equalities());
    this.names = condition.names().collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads a filter.
   *
   * @throws ProblemException 400 that names the column of the first error, and what is allowed
   *     there
   */
  static Filter parse(String text) {
    return new Filter(text, FilterCompiler.compile(text));
  }

  /** As it was given; empty for {@link #ALL}. */
  public String text() {
    return text;
  }

  /** Whether the row is one of those. A column that it does not have is as one that is null. */
  public boolean matches(Row row) {
    return condition instanceof Condition.True || condition.holds(row.columns());
  }

  /** The names that it looks at: columns, or with dots what is in them. */
  public Set<String> names() {
    return names;
  }

  /**
   * For an index: columns that must have one of these values, in {@link #normal} form, for a row to
   * match at all. Empty if there is none such; a column without values means that no row matches.
   */
  public Map<String, Set<String>> equalities() {
    return equalities;
  }

  /**
   * A form of a column's value, given as JSON, that values have in common if == holds them equal.
   */
  public static String normal(String json) {
    char first = json.charAt(0);
    if (first == '"') {
      return normalText(ColumnText.of(json));
    }
    Decimal number = first == '-' || (first >= '0' && first <= '9') ? Decimal.digits(json) : null;
    return number == null ? json : number.normal();
  }

  static String normalText(String text) {
    Moment moment = Moment.parse(text);
    return moment == null ? text : moment.normal();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Filter filter && text.equals(filter.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
