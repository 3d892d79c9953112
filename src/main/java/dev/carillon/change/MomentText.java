package dev.carillon.change;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Dates and times as PostgreSQL writes them in JSON; infinity is what its driver makes of it. */
final class MomentText {
  private MomentText() {}

  static LocalDate date(String text) {
    return switch (text) {
      case "infinity" -> LocalDate.MAX;
      case "-infinity" -> LocalDate.MIN;
      default -> LocalDate.parse(text);
    };
  }

  /** Whole hours come without minutes: {@code 09:30:00+02}. */
  static OffsetTime offsetTime(String text) {
    return OffsetTime.parse(text.matches(".*[+-][0-9]{2}") ? text + ":00" : text);
  }

  /** Of a timestamp with an offset what a clock here shows then, as JDBC does it. */
  static LocalDateTime localDateTime(String text) {
    return switch (text) {
      case "infinity" -> LocalDateTime.MAX;
      case "-infinity" -> LocalDateTime.MIN;
      default ->
          hasOffset(text)
              ? OffsetDateTime.parse(text)
                  .atZoneSameInstant(ZoneId.systemDefault())
                  .toLocalDateTime()
              : LocalDateTime.parse(text);
    };
  }

  /** Without an offset: UTC. */
  static OffsetDateTime offsetDateTime(String text) {
    return switch (text) {
      case "infinity" -> OffsetDateTime.MAX;
      case "-infinity" -> OffsetDateTime.MIN;
      default ->
          hasOffset(text)
              ? OffsetDateTime.parse(text)
              : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
    };
  }

  private static boolean hasOffset(String text) {
    int time = text.indexOf('T');
    return time > 0
        && (text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0 || text.endsWith("Z"));
  }
}
