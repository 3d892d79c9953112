package dev.carillon.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number as PostgreSQL's numeric has them, in every length, with infinities, and NaN above all.
 * Numbers are compared digit by digit where they are written: nothing is rounded or converted, so
 * the cost is bounded by their length, also where an exponent says more digits than there is
 * memory.
 */
final class Decimal implements Comparable<Decimal> {
  private static final Decimal LOWEST = new Decimal("-infinity", -2, 0, 0, 0);
  private static final Decimal HIGHEST = new Decimal("infinity", 2, 0, 0, 0);
  private static final Decimal NAN = new Decimal("NaN", 3, 0, 0, 0);

  private final String text;
  private final int rank; // of infinities and NaN; else the sign
  private final int first; // the first digit that is not 0
  private final int end; // after the last one
  private final long magnitude; // how many digits it has before its point, from the first one

  /**
   * @param rank 0 for zero, 1 above it, -1 below
   */
  Decimal(String text, int rank, int first, int end, long magnitude) {
    this.text = text;
    this.rank = rank;
    this.first = first;
    this.end = end;
    this.magnitude = magnitude;
  }

  /** A number as people write it, or one of PostgreSQL's words for one; null if it is neither. */
  static @Nullable Decimal parse(String text) {
    Decimal number = digits(text);
    return number != null
        ? number
        : switch (text.toLowerCase(Locale.ROOT)) {
          case "nan" -> NAN;
          case "infinity", "+infinity" -> HIGHEST;
          case "-infinity" -> LOWEST;
          default -> null;
        };
  }

  /** What PostgreSQL writes as a JSON string where JSON has no number for it; null if not that. */
  static @Nullable Decimal special(String text) {
    return switch (text) {
      case "NaN" -> NAN;
      case "Infinity" -> HIGHEST;
      case "-Infinity" -> LOWEST;
      default -> null;
    };
  }

  /** A number in digits; null if it is not one. */
  static @Nullable Decimal digits(String text) {
    return new DecimalReader(text).read();
  }

  @Override
  public int compareTo(Decimal other) {
    if (rank != other.rank || Math.abs(rank) != 1) {
      return Integer.compare(rank, other.rank);
    }
    int size =
        magnitude == other.magnitude
            ? compareDigits(other)
            : Long.compare(magnitude, other.magnitude);
    return rank < 0 ? -size : size;
  }

  private int compareDigits(Decimal other) {
    int here = first;
    int there = other.first;
    while (true) {
      here += here < end && text.charAt(here) == '.' ? 1 : 0;
      there += there < other.end && other.text.charAt(there) == '.' ? 1 : 0;
      if (here == end || there == other.end) {
        return Boolean.compare(here < end, there < other.end); // what is left is more than nothing
      }
      int difference = text.charAt(here++) - other.text.charAt(there++);
      if (difference != 0) {
        return difference;
      }
    }
  }

  /** Text that equal numbers have in common: all that counts of the digits, and an exponent. */
  String normal() {
    if (Math.abs(rank) != 1) {
      return rank == 0 ? "0" : text;
    }
    if (first == (rank < 0 ? 1 : 0) && end == text.length() && end - first == magnitude) {
      return text; // as most integers are
    }
    StringBuilder normal = new StringBuilder(end - first + 4).append(rank < 0 ? "-" : "");
    int sign = normal.length();
    for (int i = first; i < end; i++) {
      if (text.charAt(i) != '.') {
        normal.append(text.charAt(i));
      }
    }
    long exponent = magnitude - (normal.length() - sign);
    return exponent == 0 ? normal.toString() : normal.append('e').append(exponent).toString();
  }
}
