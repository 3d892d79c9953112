package dev.carillon.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of some values, or none of them. Values are equal if their normal forms are, among strings
 * and among the rest; so however many there are, the cost is that of one.
 */
final class Equality implements Criterion {
  private final boolean wanted;
  private final Set<String> asWritten = new HashSet<>(); // JSON that needs no closer look
  private final Set<String> strings = new HashSet<>();
  private final Set<String> others = new HashSet<>();
  private final List<Like> patterns = new ArrayList<>();
  private boolean aliases; // whether equal strings may be written differently

  /**
   * @param values with * for anything, \* for a star
   * @param wanted whether to be one of them is asked for
   */
  Equality(List<String> values, boolean wanted) {
    this.wanted = wanted;
    values.forEach(this::add);
  }

  private void add(String value) {
    Like pattern = Like.wildcards(value);
    if (pattern != null) {
      patterns.add(pattern);
      return;
    }
    String text = value.replace("\\*", "*");
    asWritten.add('"' + text + '"');
    addString(text);
    others.add(text);
    Decimal number = Decimal.parse(text);
    if (number != null) {
      asWritten.add(text);
      others.add(number.normal());
    }
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> others.add("true");
      case "false" -> others.add("false");
      case "nan" -> addAliases("NaN");
      case "infinity", "+infinity" -> addAliases("Infinity", "infinity");
      case "-infinity" -> addAliases("-Infinity", "-infinity");
      default -> {}
    }
  }

  private void addString(String text) {
    String normal = Filter.normalText(text);
    strings.add(normal);
    aliases |= !normal.equals(text);
  }

  /** Numbers and dates write the same thing differently. */
  private void addAliases(String... spellings) {
    strings.addAll(List.of(spellings));
    aliases = true;
  }

  @Override
  public boolean accepts(@Nullable String json) {
    return json != null && !json.equals("null") && isAmong(json) == wanted;
  }

  private boolean isAmong(String json) {
    if (asWritten.contains(json)) {
      return true;
    }
    boolean found =
        ColumnText.isString(json)
            ? (aliases || json.indexOf('\\') >= 0) && strings.contains(Filter.normal(json))
            : others.contains(Filter.normal(json));
    return found || isLike(json);
  }

  private boolean isLike(String json) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).accepts(json)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Set<String> values() {
    if (!wanted || !patterns.isEmpty()) {
      return null;
    }
    Set<String> all = new HashSet<>(strings);
    all.addAll(others);
    return all;
  }
}
