package dev.carillon.audit;

import dev.carillon.change.MalformedPositionException;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a request's filter strictly: one that is passed over, or taken for another, would show the
 * wrong changes and not say so. What breaks a rule is a 400.
 */
final class AuditParameters {
  private static final Set<String> OPERATIONS =
      new TreeSet<>(Set.of("insert", "update", "delete", "truncate", "ddl", "gap"));

  /** Parameters that are no filters. */
  private static final Set<String> OTHERS = Set.of("limit", "format");

  private AuditParameters() {}

  /** Those that are empty say nothing. */
  static AuditFilter parse(MultivaluedMap<String, String> parameters) {
    SortedMap<String, List<Object>> given = new TreeMap<>();
    for (String name : new TreeSet<>(parameters.keySet())) {
      List<String> all = parameters.getOrDefault(name, List.of());
      if (all.size() > 1) {
        throw bad(name + " must be given once, but is given " + all.size() + " times");
      }
      String value = all.isEmpty() ? "" : all.get(0);
      if (AuditFilter.CONDITIONS.containsKey(name) && !value.isEmpty()) {
        given.put(name, values(name, value));
      } else if (!AuditFilter.CONDITIONS.containsKey(name) && !OTHERS.contains(name)) {
        throw bad(
            "There is no parameter \"%s\"; there are %s, limit and format"
                .formatted(
                    name, String.join(", ", new TreeSet<>(AuditFilter.CONDITIONS.keySet()))));
      }
    }
    if (given.containsKey("key") && !given.containsKey("table")) {
      throw bad("key must come with a table: keys of different tables are alike");
    }
    return new AuditFilter(given);
  }

  private static List<Object> values(String name, String value) {
    if (value.indexOf(0) >= 0) {
      throw bad(name + " must have no NUL");
    }
    return switch (name) {
      case "table" -> List.of(value.contains(".") ? value : "public." + value);
      case "key" -> List.of(value, value);
      case "op" -> List.of(operation(value));
      case "from", "to" -> List.of(time(name, value).toString());
      case "before", "after" -> {
        Position position = position(name, value);
        yield List.of(position.epoch(), position.n());
      }
      default -> List.of(value);
    };
  }

  private static String operation(String value) {
    if (!OPERATIONS.contains(value)) {
      throw bad(
          "op must be one of %s, but is \"%s\"".formatted(String.join(", ", OPERATIONS), value));
    }
    return value;
  }

  private static Instant time(String name, String value) {
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeParseException e) {
      throw bad(name + " must be a time such as 2026-11-21T09:30:00Z, but is \"" + value + "\"");
    }
  }

  private static Position position(String name, String value) {
    try {
      return Position.parse(value);
    } catch (MalformedPositionException e) {
      throw bad(name + " must be a position such as 1.1042, but is \"" + value + "\"");
    }
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
