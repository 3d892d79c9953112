package dev.carillon.audit;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes all that passes a filter, page by page: a year takes no more memory than an hour, and no
 * transaction lasts as long as somebody's download.
 *
 * @param limit most entries
 */
record AuditExport(AuditLog audit, AuditFilter filter, AuditFormat format, long limit)
    implements StreamingOutput {
  private static final int PAGE = 1000;

  @Override
  public void write(OutputStream output) throws IOException {
    if (format == AuditFormat.CSV) {
      output.write(AuditEntry.csvHeader().getBytes(StandardCharsets.UTF_8));
    }
    AuditFilter rest = filter;
    long left = limit;
    boolean more = left > 0;
    while (more) {
      AuditPage page = audit.page(rest, (int) Math.min(PAGE, left));
      for (AuditEntry entry : page.entries()) {
        String line = format == AuditFormat.CSV ? entry.csv() : entry.json() + "\n";
        output.write(line.getBytes(StandardCharsets.UTF_8));
      }
      left -= page.entries().size();
      more = page.more() && left > 0;
      if (more) {
        rest = filter.before(page.oldest().position());
      }
    }
  }
}
