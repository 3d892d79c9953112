package dev.carillon.postgres;

import dev.carillon.change.Finding.Level;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** How far the database's clock is from this node's. */
record ClockCheck(Clock clock) implements Check {
  private static final Duration NOTED = Duration.ofSeconds(1);
  private static final Duration BAD = Duration.ofSeconds(10);

  @Override
  public String subject() {
    return "the clocks";
  }

  @Override
  public void look(Chart chart) throws SQLException {
    Instant asked = clock.instant();
    Instant theirs =
        chart
            .all(
                "SELECT clock_timestamp()",
                row -> row.getObject(1, OffsetDateTime.class).toInstant())
            .get(0);
    Duration trip = Duration.between(asked, clock.instant());
    Duration offset = Duration.between(asked.plus(trip.dividedBy(2)), theirs);
    String found =
        "PostgreSQL's is %d ms %s this node's"
            .formatted(offset.abs().toMillis(), offset.isNegative() ? "behind" : "ahead of");
    if (offset.abs().minus(trip.dividedBy(2)).compareTo(NOTED) < 0) {
      chart.ok("clock", subject(), found);
      return;
    }
    chart.add(
        offset.abs().compareTo(BAD) < 0 ? Level.NOTE : Level.WARNING,
        "clock-offset",
        subject(),
        found,
        "Positions do not depend on clocks; the times that people see, who is present, and when a digest is due do.",
        "timedatectl set-ntp true  # on both machines");
  }
}
