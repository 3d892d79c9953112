package dev.carillon.stream;

import org.jspecify.annotations.Nullable;

/** Finds in a number's text what counts of it. */
final class DecimalReader {
  /** Beyond what any numeric holds, and far from overflow. */
  private static final long MOST_EXPONENT = 1_000_000_000_000L;

  private static final long NONE = Long.MIN_VALUE;

  private final String text;
  private int at;
  private int digits;
  private int point = -1; // how many digits are before it
  private int zeros; // before the first digit that counts
  private int first = -1;
  private int end;

  DecimalReader(String text) {
    this.text = text;
  }

  /** Null if it is no number. */
  @Nullable Decimal read() {
    at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    while (at < text.length() && step(text.charAt(at))) {
      at++;
    }
    long exponent = digits == 0 ? NONE : exponent();
    if (exponent == NONE) {
      return null;
    }
    int sign = text.charAt(0) == '-' ? -1 : 1;
    long magnitude = (point < 0 ? digits : point) - zeros + exponent;
    return new Decimal(text, first < 0 ? 0 : sign, first, end, magnitude);
  }

  private boolean step(char c) {
    if (c == '.' && point < 0) {
      point = digits;
      return true;
    }
    if (c < '0' || c > '9') {
      return false;
    }
    digits++;
    if (c != '0') {
      first = first < 0 ? at : first;
      end = at + 1;
    } else if (first < 0) {
      zeros++;
    }
    return true;
  }

  private long exponent() {
    if (at == text.length()) {
      return 0;
    }
    boolean marked = text.charAt(at) == 'e' || text.charAt(at) == 'E';
    boolean negative = text.startsWith("-", ++at);
    at += negative || text.startsWith("+", at) ? 1 : 0;
    if (!marked || at == text.length()) {
      return NONE;
    }
    long exponent = 0;
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      exponent = Math.min(MOST_EXPONENT, exponent * 10 + digit);
    }
    return negative ? -exponent : exponent;
  }
}
