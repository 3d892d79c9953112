package dev.carillon.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Before or after a value: as numbers, as instants or else as text, as the column's value and this
 * one can be read. What has no order with it, such as a number with a word, is neither.
 */
record Ordering(
    FilterOperator operator,
    String text,
    @Nullable Decimal number,
    @Nullable Moment moment,
    @Nullable Boolean flag)
    implements Criterion {

  static Ordering of(FilterOperator operator, String text) {
    Moment moment =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "infinity", "+infinity" -> Moment.LATEST;
          case "-infinity" -> Moment.EARLIEST;
          default -> Moment.parse(text);
        };
    Boolean flag =
        text.equalsIgnoreCase("true")
            ? Boolean.TRUE
            : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    return new Ordering(operator, text, Decimal.parse(text), moment, flag);
  }

  @Override
  public boolean accepts(@Nullable String json) {
    if (json == null) {
      return false;
    }
    return switch (json.charAt(0)) {
      case '"' -> passes(compareString(ColumnText.of(json)));
      case 't', 'f' -> flag != null && passes(Boolean.compare(json.equals("true"), flag));
      case 'n', '{', '[' -> false;
      default -> isNumberBefore(json);
    };
  }

  private boolean isNumberBefore(String json) {
    Decimal given = number == null ? null : Decimal.digits(json);
    return given != null && number != null && passes(given.compareTo(number));
  }

  private int compareString(String given) {
    Decimal special = number == null ? null : Decimal.special(given);
    if (special != null && number != null) {
      return special.compareTo(number);
    }
    Moment instant = moment == null ? null : Moment.parse(given);
    return instant != null && moment != null
        ? instant.compareTo(moment)
        : ColumnText.compare(given, text);
  }

  private boolean passes(int order) {
    return switch (operator) {
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      default -> throw new IllegalStateException(operator + " is no order");
    };
  }
}
