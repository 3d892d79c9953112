package dev.carillon.stream;

import dev.carillon.change.ProblemException;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles filters, each text once: who asks for the same shares one. Those not asked for again
 * make room for others; whoever still has one keeps it. Thread-safe.
 */
@Singleton
public class Filters {
  /**
   * Of text in all: thousands of usual filters, or 64 of the longest. Compiled, one takes about
   * thirty times its text.
   */
  private static final int MOST_CHARACTERS = 262_144;

  private final Map<String, Filter> byText = new LinkedHashMap<>(16, 0.75f, true);
  private int characters;

  /**
   * The filter of a request.
   *
   * @param rsql none or blank for {@link Filter#ALL}
   * @throws ProblemException 400 that names the column of the first error, and what is allowed
   *     there
   */
  public Filter compile(@Nullable String rsql) {
    if (rsql == null || rsql.isBlank()) {
      return Filter.ALL;
    }
    Filter known = known(rsql);
    // Not under the lock: nobody waits for a long one of somebody else's
    return known != null ? known : keep(Filter.parse(rsql));
  }

  private synchronized @Nullable Filter known(String text) {
    return byText.get(text);
  }

  private synchronized Filter keep(Filter filter) {
    Filter other = byText.putIfAbsent(filter.text(), filter);
    if (other != null) {
      return other;
    }
    characters += filter.text().length();
    Iterator<Filter> oldest = byText.values().iterator();
    while (characters > MOST_CHARACTERS) {
      characters -= oldest.next().text().length();
      oldest.remove();
    }
    return filter;
  }

  synchronized int size() {
    return byText.size();
  }
}
