package dev.carillon.change;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of one number, text or moment, from plain text as PostgreSQL writes it. */
final class ScalarValues {
  private static final Map<Class<?>, Function<String, Object>> TYPES =
      Map.ofEntries(
          entry(Boolean.class, ScalarValues::bool),
          entry(Character.class, ScalarValues::character),
          entry(Byte.class, text -> new BigDecimal(text).byteValueExact()),
          entry(Short.class, text -> new BigDecimal(text).shortValueExact()),
          entry(Integer.class, text -> Math.toIntExact(integer(text))),
          entry(Long.class, ScalarValues::integer),
          entry(Float.class, Float::valueOf),
          entry(Double.class, Double::valueOf),
          entry(BigDecimal.class, BigDecimal::new),
          entry(BigInteger.class, text -> new BigDecimal(text).toBigIntegerExact()),
          entry(UUID.class, UUID::fromString),
          entry(byte[].class, ScalarValues::bytes),
          entry(LocalDate.class, MomentText::date),
          entry(LocalTime.class, LocalTime::parse),
          entry(OffsetTime.class, MomentText::offsetTime),
          entry(LocalDateTime.class, MomentText::localDateTime),
          entry(OffsetDateTime.class, MomentText::offsetDateTime),
          entry(ZonedDateTime.class, text -> MomentText.offsetDateTime(text).toZonedDateTime()),
          entry(Instant.class, text -> MomentText.offsetDateTime(text).toInstant()));

  private static final Map<Class<?>, Class<?>> WRAPPERS =
      Map.of(
          boolean.class, Boolean.class,
          char.class, Character.class,
          byte.class, Byte.class,
          short.class, Short.class,
          int.class, Integer.class,
          long.class, Long.class,
          float.class, Float.class,
          double.class, Double.class);

  private ScalarValues() {}

  /** How a type is read; null if it is more than a scalar. */
  static @Nullable ColumnValue of(Class<?> type) {
    if (type.isEnum()) {
      return json -> constant(type, json);
    }
    Function<String, Object> known = TYPES.get(WRAPPERS.getOrDefault(type, type));
    if (known == null) {
      return null;
    }
    ColumnValue value = json -> known.apply(text(json));
    return type.isPrimitive() ? new NeverNull(value) : value;
  }

  /** A string without its quotes; all else, such as a number or an object, as it is written. */
  static String text(String json) {
    return json.startsWith("\"") ? JsonText.unquote(json) : json;
  }

  /** By name or, as JPA keeps it unless told otherwise, by number. */
  private static Object constant(Class<?> type, String json) {
    Object[] constants = type.getEnumConstants();
    if (!json.startsWith("\"")) {
      return constants[Integer.parseInt(json)];
    }
    String name = text(json);
    for (Object constant : constants) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("there is no such constant");
  }

  /** A numeric has its scale: 5.00 is 5. */
  private static long integer(String text) {
    return text.indexOf('.') < 0 ? Long.parseLong(text) : new BigDecimal(text).longValueExact();
  }

  private static Object bool(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  private static Object character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("not one character");
    }
    return text.charAt(0);
  }

  /** {@code \x0aff}. */
  private static Object bytes(String text) {
    if (!text.startsWith("\\x")) {
      throw new IllegalArgumentException("not a bytea in hexadecimal");
    }
    return HexFormat.of().parseHex(text, 2, text.length());
  }

  /** Zero would be another value. */
  private record NeverNull(ColumnValue value) implements ColumnValue {
    @Override
    public @Nullable Object of(String json) {
      return value.of(json);
    }

    @Override
    public Object ofNull() {
      throw new IllegalArgumentException("a primitive type has no null");
    }
  }
}
