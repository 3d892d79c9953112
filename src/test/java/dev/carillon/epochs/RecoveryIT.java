package dev.carillon.epochs;

import static dev.carillon.epochs.Client.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.carillon.Directory;
import dev.carillon.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The database is taken back to a point in time, twice, from a backup and the archive of the WAL.
 */
class RecoveryIT {

  @Test
  void goesOnAfterWhatSurvivedAndResetsEveryFutureThatIsLost() throws Exception {
    Path archive = Directory.temporary("carillon-archive-");
    TestServer first = TestServer.alone().start();
    Sql sql = new Sql(first.url("postgres"));
    sql.run(
        "ALTER SYSTEM SET archive_mode = on",
        "ALTER SYSTEM SET archive_command = 'cp %p " + archive + "/%f'");
    first.stop();
    first.start();
    try (BaseBackup backup = BaseBackup.of(first);
        Node node = Node.on(sql.url())) {
      sql.watch();
      try (Client connected = node.client("1.0")) {
        sql.rows(1, 20);
        String survived = connected.tokenOf(20);
        sql.run("SELECT pg_create_restore_point('before')");
        sql.rows(21, 40);
        String lost = connected.tokenOf(40);
        archived(sql);
        first.crash();

        try (TestServer second = restored(backup, archive, first.port())) {
          connected.awaitTold("reset ahead");
          node.awaitListening();
          sql.rows(101, 160);
          String lostLater = connected.tokenOf(160);
          assertAfter(node, survived, rows(101, 160));
          assertThat(node.pageAfter(lost).statusCode()).isEqualTo(410);
          archived(sql);
          second.crash();

          try (TestServer third = restored(backup, archive, first.port())) {
            assertThat(third.port()).isEqualTo(first.port());
            connected.awaitTold("reset unknown-epoch");
            sql.rows(201, 299);
            connected.awaitTold("299");
            assertAfter(node, survived, rows(201, 299));
            assertThat(node.pageAfter(lost).body()).contains("ahead");
            assertThat(node.pageAfter(lostLater).body()).contains("unknown-epoch");
          }
        }
        List<String> expected = new ArrayList<>(rows(1, 40));
        expected.add("reset ahead");
        expected.addAll(rows(101, 160));
        expected.add("reset unknown-epoch");
        expected.addAll(rows(201, 299));
        assertThat(connected.told()).isEqualTo(expected);
      }
    } finally {
      first.close();
      Directory.delete(archive);
    }
  }

  private static void archived(Sql sql) throws Exception {
    String segment = sql.value("SELECT pg_walfile_name(pg_switch_wal())");
    await()
        .atMost(Node.PATIENCE)
        .until(
            () ->
                sql.is(
                    "coalesce(last_archived_wal >= '"
                        + segment
                        + "', false) FROM pg_stat_archiver"));
  }

  private static TestServer restored(BaseBackup backup, Path archive, int port) throws IOException {
    return backup
        .restore(
            port,
            "recovery.signal",
            "restore_command = 'cp " + archive + "/%f %p'",
            "recovery_target_name = 'before'",
            "recovery_target_timeline = '1'",
            "recovery_target_action = 'promote'")
        .start();
  }

  private static void assertAfter(Node node, String token, List<String> rows) {
    try (Client back = node.client(token)) {
      back.awaitTold(rows.get(rows.size() - 1));
      assertThat(back.told()).isEqualTo(rows);
    }
  }
}
