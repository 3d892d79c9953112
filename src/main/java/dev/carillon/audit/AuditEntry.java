package dev.carillon.audit;

import dev.carillon.change.JsonText;
import dev.carillon.change.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change as the audit has it; key, rows and columns as JSON text.
 *
 * @param position where it stood in the log
 * @param at when the statement ran, by the database's clock
 * @param tx null for a gap
 * @param op an operation's label, or {@code gap}: what was there is not known, new says why
 * @param user who wrote it: the application's user, or the database's; null if it is not known
 */
public record AuditEntry(
    Position position,
    Instant at,
    @Nullable String tx,
    String topic,
    String table,
    String op,
    @Nullable String key,
    @Nullable String oldRow,
    @Nullable String newRow,
    @Nullable String changed,
    @Nullable String user) {

  private static final String HEADER = "epoch,n,at,user,op,table,topic,key,changed,old,new,tx";
  private static final String FORMULAS = "=+-@\t\r";

  static AuditEntry of(Object[] row) {
    return new AuditEntry(
        new Position(((Number) row[0]).intValue(), ((Number) row[1]).longValue()),
        Instant.EPOCH.plus(((Number) row[2]).longValue(), ChronoUnit.MICROS),
        (String) row[3],
        (String) row[4],
        (String) row[5],
        (String) row[6],
        line((String) row[7]),
        line((String) row[8]),
        line((String) row[9]),
        (String) row[10],
        (String) row[11]);
  }

  /** How many were found, of which this row is one. */
  static long found(Object[] row) {
    return ((Number) row[12]).longValue();
  }

  /** One JSON object on one line. */
  String json() {
    return "{\"position\":%s,\"at\":%s,\"user\":%s,\"op\":%s,\"table\":%s,\"topic\":%s,\"key\":%s,\"old\":%s,\"new\":%s,\"changed\":%s,\"tx\":%s}"
        .formatted(
            quote(position.toString()),
            quote(at.toString()),
            quote(user),
            quote(op),
            quote(table),
            quote(topic),
            key,
            oldRow,
            newRow,
            changed,
            quote(tx));
  }

  static String csvHeader() {
    return HEADER + "\r\n";
  }

  /** A record by RFC 4180. Epoch and number apart: spreadsheets would make 1.1 of 1.10. */
  String csv() {
    return List.of(
                String.valueOf(position.epoch()),
                String.valueOf(position.n()),
                at.toString(),
                harmless(user),
                op,
                harmless(table),
                harmless(topic),
                cell(key),
                cell(changed),
                cell(oldRow),
                cell(newRow),
                cell(tx))
            .stream()
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /**
   * A name that anybody may have chosen: a spreadsheet would take one that begins so for a formula,
   * unless an apostrophe comes first. JSON begins with a brace or a bracket.
   */
  private static String harmless(@Nullable String name) {
    boolean formula = name != null && !name.isEmpty() && FORMULAS.indexOf(name.charAt(0)) >= 0;
    return cell(formula ? "'" + name : name);
  }

  private static String cell(@Nullable String text) {
    if (text == null) {
      return "";
    }
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String quote(@Nullable String text) {
    return text == null ? "null" : JsonText.quote(text);
  }

  /** A json column keeps its own line breaks, which can only stand between tokens. */
  private static @Nullable String line(@Nullable String json) {
    return json == null ? null : json.replace('\n', ' ').replace('\r', ' ');
  }
}
