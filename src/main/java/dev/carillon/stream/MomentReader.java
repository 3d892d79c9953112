package dev.carillon.stream;

import java.time.LocalDate;
import java.time.Month;
import java.time.chrono.IsoChronology;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code 2026-11-21T09:30:00.123456+00:00} and what of it may be missing. By hand, since a
 * filter meets every value of a column, most of them no dates: java.time would throw at each.
 */
final class MomentReader {
  private static final int NONE = -1;
  private static final int SECONDS_OF_DAY = 86_400;
  private static final String BEFORE_CHRIST = " BC";

  private final String text;
  private final int end;
  private int at;
  private int second; // of the day, in UTC
  private int nano;

  MomentReader(String text) {
    this.text = text;
    this.end = text.length() - (text.endsWith(BEFORE_CHRIST) ? BEFORE_CHRIST.length() : 0);
  }

  @Nullable Moment read() {
    boolean negative = skip('-');
    if (!negative) {
      skip('+');
    }
    int year = number(4, 9);
    int month = skip('-') ? number(2, 2) : NONE;
    int day = skip('-') ? number(2, 2) : NONE;
    if (year == NONE || month < 1 || month > 12 || day < 1) {
      return null;
    }
    if (end < text.length()) {
      year = 1 - year;
    }
    year = negative ? -year : year;
    if (day > Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year))
        || (at < end && !time())
        || at < end) {
      return null;
    }
    return new Moment(LocalDate.of(year, month, day).toEpochDay() * SECONDS_OF_DAY + second, nano);
  }

  private boolean time() {
    if (!skip('T') && !skip(' ') && !skip('t')) {
      return false;
    }
    int hour = number(2, 2);
    int minute = skip(':') ? number(2, 2) : NONE;
    int seconds = 0;
    if (skip(':')) {
      seconds = number(2, 2);
      if (seconds != NONE && skip('.')) {
        nano = fraction();
      }
    }
    second = clock(hour, minute, seconds);
    return second >= 0 && nano >= 0 && offset();
  }

  /** Seconds since midnight, or less than 0 if it is no time of the day. */
  private static int clock(int hour, int minute, int second) {
    boolean valid = hour <= 23 && minute <= 59 && second <= 59 && (hour | minute | second) >= 0;
    return valid ? hour * 3600 + minute * 60 + second : NONE;
  }

  /** Billionths, of at most nine digits: more could not be compared. */
  private int fraction() {
    int start = at;
    int fraction = number(1, 9);
    for (int digits = at - start; fraction != NONE && digits < 9; digits++) {
      fraction *= 10;
    }
    return fraction;
  }

  /** PostgreSQL has offsets to the second: those of local mean times. */
  private boolean offset() {
    if (at == end || skip('Z') || skip('z')) {
      return true;
    }
    boolean east = skip('+');
    if (!east && !skip('-')) {
      return false;
    }
    int hour = number(2, 2);
    int minute = skip(':') || at < end ? number(2, 2) : 0;
    int offset = clock(hour, minute, skip(':') ? number(2, 2) : 0);
    second += east ? -offset : offset;
    return offset >= 0;
  }

  private boolean skip(char c) {
    boolean found = at < end && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  /** Digits, so many of them; -1 if there are fewer. Of more the rest stays, and is an error. */
  private int number(int min, int max) {
    int start = at;
    int number = 0;
    while (at < end && at - start < max && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      number = number * 10 + text.charAt(at++) - '0';
    }
    return at - start < min ? NONE : number;
  }
}
