package dev.carillon.epochs;

import static org.awaitility.Awaitility.await;

import dev.carillon.TestServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** A streaming standby, for tests of every room. */
public final class Standby {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Standby() {}

  /** One that follows this server and answers queries, at a port of the caller's. */
  public static TestServer of(TestServer primary, int port, String... settings)
      throws SQLException, IOException {
    String[] all = new String[settings.length + 2];
    all[0] =
        "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres application_name=standby'"
            .formatted(primary.port());
    all[1] = "wal_keep_size = 512MB"; // for its own standby, when it is the primary
    System.arraycopy(settings, 0, all, 2, settings.length);
    try (BaseBackup backup = BaseBackup.of(primary)) {
      return backup.restore(port, "standby.signal", all).start();
    }
  }

  /** Waits until it has replayed whatever the primary has committed by now. */
  public static void awaitReplayed(TestServer primary, TestServer standby) throws SQLException {
    String end = new Sql(primary.url("postgres")).value("SELECT pg_current_wal_lsn()");
    Sql replaying = new Sql(standby.url("postgres"));
    await().atMost(PATIENCE).until(() -> replaying.is("pg_last_wal_replay_lsn() >= '" + end + "'"));
  }
}
