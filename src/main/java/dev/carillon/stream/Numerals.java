package dev.carillon.stream;

import dev.carillon.change.Catalog;
import dev.carillon.change.JsonText;
import dev.carillon.change.Row;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/**
 * Writes the numbers that a JavaScript client would round as strings: those of columns of type
 * numeric, and integers beyond 2^53 wherever they stand. Thread-safe.
 */
@Singleton
public class Numerals {
  private static final long EXACT = 1L << 53;

  private final Catalog catalog;

  @Inject
  Numerals(Catalog catalog) {
    this.catalog = catalog;
  }

  Row quoted(Row row, String table) {
    Set<String> numerics = catalog.numerics(table);
    StringBuilder text = new StringBuilder(row.json().length() + 16).append('{');
    for (Map.Entry<String, String> column : row.columns().entrySet()) {
      text.append(text.length() == 1 ? "" : ",")
          .append(JsonText.quote(column.getKey()))
          .append(':');
      quote(column.getValue(), numerics.contains(column.getKey()), text);
    }
    return new Row(text.append('}').toString());
  }

  private static void quote(String json, boolean all, StringBuilder text) {
    int at = 0;
    while (at < json.length()) {
      int end = end(json, at);
      String token = json.substring(at, end);
      boolean number = "-0123456789".indexOf(token.charAt(0)) >= 0;
      text.append(number && (all || isLong(token)) ? '"' + token + '"' : token);
      at = end;
    }
  }

  /** Where the token ends that begins here: a string, a number or word, a single character. */
  private static int end(String json, int start) {
    int at = start;
    if (json.charAt(at) == '"') {
      for (at++; json.charAt(at) != '"'; at++) {
        at += json.charAt(at) == '\\' ? 1 : 0;
      }
      return at + 1;
    }
    while (at < json.length() && isOfWord(json.charAt(at))) {
      at++;
    }
    return Math.max(at, start + 1);
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.';
  }

  private static boolean isLong(String number) {
    if (number.length() < 16 || number.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
      return false;
    }
    return number.length() > 17 || Math.abs(Long.parseLong(number)) > EXACT;
  }
}
