package dev.carillon.stream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for text. Where a guess fails, only the last "anything" takes one character more, so
 * the steps are never more than the text's length times the pattern's, and a hostile pattern has no
 * power that regular expressions would give it.
 */
final class Like implements Criterion {
  private static final int ANYTHING = -1;
  private static final int ANY_CHARACTER = -2;

  private final int[] pattern; // code points, and the two above
  private final boolean ignoresCase;

  private Like(int[] pattern, boolean ignoresCase) {
    this.pattern = pattern;
    this.ignoresCase = ignoresCase;
  }

  /** As in SQL: % is anything, _ any character, and what follows a backslash is itself. */
  static Like sql(String text, boolean ignoresCase) {
    int[] pattern = new int[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        c = text.codePointAt(++i);
      } else if (c == '%') {
        c = ANYTHING;
      } else if (c == '_') {
        c = ANY_CHARACTER;
      }
      pattern[length++] = c < 0 || !ignoresCase ? c : folded(c);
    }
    return new Like(Arrays.copyOf(pattern, length), ignoresCase);
  }

  /** As RSQL has them: * is anything, \* a star; null if the text has none of the former. */
  static @Nullable Like wildcards(String text) {
    int[] pattern = new int[text.length()];
    int length = 0;
    boolean wild = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == '\\' && text.startsWith("*", i + 1)) {
        c = text.codePointAt(++i);
      } else if (c == '*') {
        c = ANYTHING;
        wild = true;
      }
      pattern[length++] = c;
    }
    return wild ? new Like(Arrays.copyOf(pattern, length), false) : null;
  }

  @Override
  public boolean accepts(@Nullable String json) {
    if (json == null || json.equals("null")) {
      return false;
    }
    if (!ColumnText.isString(json)) {
      return matches(json, 0, json.length());
    }
    if (json.indexOf('\\') < 0) {
      return matches(json, 1, json.length() - 1);
    }
    String text = ColumnText.of(json);
    return matches(text, 0, text.length());
  }

  private boolean matches(String text, int start, int end) {
    int at = start;
    int next = 0;
    int afterAnything = -1;
    int retry = start;
    while (at < end) {
      if (next < pattern.length && pattern[next] == ANYTHING) {
        afterAnything = ++next;
        retry = at;
        continue;
      }
      int c = text.codePointAt(at);
      if (next < pattern.length
          && (pattern[next] == ANY_CHARACTER || pattern[next] == (ignoresCase ? folded(c) : c))) {
        next++;
        at += Character.charCount(c);
      } else if (afterAnything >= 0) {
        next = afterAnything;
        retry += Character.charCount(text.codePointAt(retry));
        at = retry;
      } else {
        return false;
      }
    }
    while (next < pattern.length && pattern[next] == ANYTHING) {
      next++;
    }
    return next == pattern.length;
  }

  /** Both ways, since some letters have two small forms of one capital. */
  private static int folded(int c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
