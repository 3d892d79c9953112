package dev.carillon.audit;

import dev.carillon.change.Position;
import java.util.List;

/**
 * Some of the audit, newest first.
 *
 * @param more whether there are older ones that pass the same filter
 */
public record AuditPage(List<AuditEntry> entries, boolean more) {

  static AuditPage of(List<?> rows) {
    List<AuditEntry> entries = rows.stream().map(row -> AuditEntry.of((Object[]) row)).toList();
    boolean more = !rows.isEmpty() && AuditEntry.found((Object[]) rows.get(0)) > entries.size();
    return new AuditPage(entries, more);
  }

  /**
   * How far the log was copied when the page was read: what came in since the audit was asked for
   * its place came in the log's order.
   */
  Position reaches(Position before) {
    return entries.isEmpty() || entries.get(0).position().isBefore(before)
        ? before
        : entries.get(0).position();
  }

  AuditEntry oldest() {
    return entries.get(entries.size() - 1);
  }
}
