package dev.carillon.audit;

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

  AuditEntry oldest() {
    return entries.get(entries.size() - 1);
  }
}
