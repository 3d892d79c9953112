package dev.carillon.audit;

import dev.carillon.change.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which entries are asked for, as SQL. Immutable.
 *
 * <p>Several selections, since each finds its rows by an index of its own: those that were asked
 * for; the gaps of that time, as any of them might have been in one; and where a row was asked for,
 * the truncates that have removed it.
 *
 * @param given the values of each condition, by its name
 */
public record AuditFilter(SortedMap<String, List<Object>> given) {
  static final Map<String, String> CONDITIONS =
      Map.of(
          "table", "table_name = ?",
          "key", "left(key_text, 200) = left(?, 200) AND key_text = ?",
          "user", "who = ?",
          "op", "op = ?",
          "from", "at >= CAST(? AS timestamptz)",
          "to", "at <= CAST(? AS timestamptz)",
          "before", "(epoch, n) < (?, ?)",
          "after", "(epoch, n) > (?, ?)");

  private static final Pattern PARAMETER = Pattern.compile("\\?");
  private static final Set<String> PLACES = Set.of("from", "to", "before", "after");
  private static final String GAPS = "table_name = '*' AND op = 'gap'";
  private static final String TRUNCATES = "left(key_text, 200) IS NULL AND op = 'truncate'";

  /** The same, of which only what is older. */
  AuditFilter before(Position position) {
    SortedMap<String, List<Object>> narrower = new TreeMap<>(given);
    narrower.put("before", List.of(position.epoch(), position.n()));
    return new AuditFilter(narrower);
  }

  /**
   * A selection of the audit's rows.
   *
   * @param values collects what its parameters ?1, ?2 and so on are to be set to
   */
  String rows(int limit, List<Object> values) {
    List<String> selections = new ArrayList<>();
    selections.add(selection(given.keySet(), "true", values));
    if (!given.containsKey("op")) {
      if (!PLACES.containsAll(given.keySet())) {
        selections.add(selection(PLACES, GAPS, values));
      }
      if (given.containsKey("key")) {
        selections.add(
            selection(Set.of("table", "user", "from", "to", "before", "after"), TRUNCATES, values));
      }
    }
    return selections.stream()
        .map(each -> "(" + each + " ORDER BY epoch DESC, n DESC LIMIT " + limit + ")")
        .collect(Collectors.joining(" UNION ALL "));
  }

  private String selection(Set<String> names, String fixed, List<Object> values) {
    StringBuilder sql = new StringBuilder("SELECT * FROM carillon.audit WHERE ").append(fixed);
    given.forEach(
        (name, own) -> {
          if (names.contains(name)) {
            sql.append(" AND ").append(numbered(CONDITIONS.getOrDefault(name, ""), values.size()));
            values.addAll(own);
          }
        });
    return sql.toString();
  }

  private static String numbered(String condition, int before) {
    AtomicInteger number = new AtomicInteger(before);
    return PARAMETER.matcher(condition).replaceAll(each -> "?" + number.incrementAndGet());
  }
}
