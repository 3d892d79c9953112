package dev.carillon.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a comparison asks of a value. As in SQL, none but those for null accepts null. */
@FunctionalInterface
interface Criterion {
  /**
   * Whether the value is as asked.
   *
   * @param json as PostgreSQL wrote it; null if the row has no such column
   */
  boolean accepts(@Nullable String json);

  /** The normal forms of all that it accepts; null if they can't be told. */
  default @Nullable Set<String> values() {
    return null;
  }

  static boolean isNull(@Nullable String json) {
    return json == null || json.equals("null");
  }
}
