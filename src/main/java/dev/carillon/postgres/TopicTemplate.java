package dev.carillon.postgres;

import dev.carillon.change.Row;
import dev.carillon.change.TopicSelector;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A watch's topic: a plain name, or one with {@code {column}} parts that are filled from the row.
 */
record TopicTemplate(String text) {
  private static final Pattern PART = Pattern.compile("\\{([^{}]+)}");

  /** The topic of a change that leaves this row. */
  String fill(Row row) {
    return isPlain()
        ? text
        : PART.matcher(text).replaceAll(part -> Matcher.quoteReplacement(row.text(part.group(1))));
  }

  /** The topic of a change that has no row, and so concerns every row: {@code chat/*}. */
  String fillAny() {
    return PART.matcher(text).replaceAll("*");
  }

  boolean covers(TopicSelector selector) {
    if (isPlain()) {
      return selector.prefix() ? text.startsWith(selector.text()) : text.equals(selector.text());
    }
    return selector.overlaps(text.substring(0, text.indexOf('{')));
  }

  private boolean isPlain() {
    return text.indexOf('{') < 0;
  }
}
