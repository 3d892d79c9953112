package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.TestDatabase;
import dev.carillon.config.Settings;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionStatusIT {
  private static final long ALLOWED = 16 << 20;

  private final TestDatabase database = TestDatabase.migrated();
  private final Settings settings = TestNode.settings(database, "carillon.retention.size", "16MiB");
  private final Status status = new Status(new Node(), settings);
  private final Retention retention = new Retention(database.dataSource(), settings, status);

  @Test
  void tellsWhoHoldsTheLogBackUntilNobodyDoes() throws SQLException {
    retention.trim();
    assertThat(status.heldBack()).isEmpty();
    assertThat(status.logBytes()).isLessThan(ALLOWED);

    try (Sql holder = new Sql(database)) {
      holder.run("CREATE TABLE t (pad text)", "SELECT carillon.watch('t')");
      holder.run("BEGIN", "INSERT INTO t VALUES ('open for long')");
      fill();
      assertThat(status.heldBack()).contains("holds it back", "process");
      assertThat(status.logBytes()).isGreaterThan(ALLOWED);
      holder.run("COMMIT");
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              fillLeaf();
              return status.heldBack().isEmpty();
            });
    assertThat(status.logBytes()).isLessThan(2 * ALLOWED);
  }

  /** A round after each few megabytes, as in an hour of a busy day. */
  private void fill() throws SQLException {
    for (int leaf = 0; leaf < 8; leaf++) {
      fillLeaf();
    }
  }

  private void fillLeaf() throws SQLException {
    try (Sql writer = new Sql(database)) {
      writer.run(
          "INSERT INTO t SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 5000) row,"
              + " generate_series(1, 40) GROUP BY row",
          "SELECT carillon.cut()");
    }
    retention.trim();
  }
}
