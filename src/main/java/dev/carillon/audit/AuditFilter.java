package dev.carillon.audit;

import dev.carillon.change.MalformedPositionException;
import dev.carillon.change.Position;
import dev.carillon.change.Problem;
import dev.carillon.change.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which entries are asked for, as a condition in SQL with values to be set. Immutable.
 *
 * @param condition with ?1, ?2 and so on
 */
record AuditFilter(String condition, List<Object> values) {
  private static final Set<String> OPERATIONS =
      Set.of("insert", "update", "delete", "truncate", "gap");

  /** Parameters that are no filters. */
  private static final Set<String> OTHERS = Set.of("limit", "format");

  private static final Map<String, String> CONDITIONS =
      Map.of(
          "table", "table_name = ?",
          "key", "left(key_text, 200) = left(?, 200) AND key_text = ?",
          "user", "who = ?",
          "op", "op = ?",
          "from", "at >= CAST(? AS timestamptz)",
          "to", "at <= CAST(? AS timestamptz)",
          "before", "(epoch, n) < (?, ?)",
          "after", "(epoch, n) > (?, ?)");

  /**
   * Reads a request's parameters; those that are empty say nothing.
   *
   * @throws ProblemException 400 naming what breaks its rule: a filter that is passed over would
   *     show too much
   */
  static AuditFilter parse(MultivaluedMap<String, String> given) {
    AuditFilter filter = new AuditFilter("true", List.of());
    for (String name : new TreeSet<>(given.keySet())) {
      List<String> all = given.getOrDefault(name, List.of());
      if (all.size() > 1) {
        throw bad(name + " must be given once, but is given " + all.size() + " times");
      }
      String value = all.isEmpty() ? "" : all.get(0);
      if (!OTHERS.contains(name) && !CONDITIONS.containsKey(name)) {
        throw bad(
            "There is no parameter "
                + name
                + "; there are "
                + String.join(", ", new TreeSet<>(CONDITIONS.keySet()))
                + ", limit and format");
      }
      if (CONDITIONS.containsKey(name) && !value.isEmpty()) {
        filter = filter.and(name, values(name, value));
      }
    }
    return filter;
  }

  /** The same, of which only what is older. */
  AuditFilter before(Position position) {
    return and("before", List.of(position.epoch(), position.n()));
  }

  private AuditFilter and(String name, List<Object> more) {
    StringBuilder sql = new StringBuilder(condition).append(" AND ");
    int next = values.size();
    for (char c : CONDITIONS.getOrDefault(name, "").toCharArray()) {
      sql.append(c);
      if (c == '?') {
        sql.append(++next);
      }
    }
    List<Object> all = new ArrayList<>(values);
    all.addAll(more);
    return new AuditFilter(sql.toString(), Collections.unmodifiableList(all));
  }

  private static List<Object> values(String name, String value) {
    if (value.indexOf(0) >= 0) {
      throw bad(name + " must have no NUL");
    }
    return switch (name) {
      case "table" -> List.of(value.contains(".") ? value : "public." + value);
      case "key" -> List.of(value, value);
      case "op" -> {
        if (!OPERATIONS.contains(value)) {
          throw bad(
              "op must be one of "
                  + String.join(", ", new TreeSet<>(OPERATIONS))
                  + ", but is \""
                  + value
                  + "\"");
        }
        yield List.of(value);
      }
      case "from", "to" -> List.of(time(name, value).toString());
      case "before", "after" -> {
        Position position = position(name, value);
        yield List.of(position.epoch(), position.n());
      }
      default -> List.of(value);
    };
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
