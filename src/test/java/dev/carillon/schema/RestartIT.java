package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
import dev.carillon.TestServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartIT {

  @Test
  void keepsEveryPositionWhenPostgresIsStoppedAndStarted() throws SQLException {
    TestDatabase database = TestDatabase.migrated();
    List<Logged> before;
    try (Session session = new Session(database);
        ChangeReader log = new ChangeReader(database)) {
      session.run(
          "CREATE TABLE t (id int)", "SELECT carillon.watch('t')", "INSERT INTO t VALUES (1), (2)");
      before = log.fresh();
      session.run("INSERT INTO t VALUES (3)"); // committed, but not cut
    }
    TestDatabase.stop();
    TestDatabase.start();
    try (Session session = new Session(database);
        ChangeReader log = new ChangeReader(database)) {
      session.run("INSERT INTO t VALUES (4)", "SELECT carillon.cut()");
      List<Logged> after = log.page(0, "null", 10, 1 << 20);
      assertThat(after).startsWith(before.toArray(Logged[]::new));
      assertThat(after)
          .extracting(change -> change.epoch() + "." + change.n())
          .containsExactly("1.1", "1.2", "1.3", "1.4");
    }
  }

  @Test
  void keepsEveryPositionThatWasGivenBeforeACrash() throws SQLException {
    try (TestServer server = TestServer.alone()) {
      server.start();
      TestDatabase database = new TestDatabase(server, "postgres");
      database.liquibase(liquibase -> liquibase.update(""));
      List<Logged> before;
      try (Session session = new Session(database);
          ChangeReader log = new ChangeReader(database)) {
        session.run(
            "CREATE TABLE t (id int)",
            "SELECT carillon.watch('t')",
            "SET synchronous_commit = off",
            "INSERT INTO t SELECT generate_series(1, 1000)");
        before = log.fresh(); // shown, so it has to outlive the crash
      }
      server.crash();
      server.start();
      try (Session session = new Session(database);
          ChangeReader log = new ChangeReader(database)) {
        assertThat(session.value("SELECT count(*) FROM t")).isEqualTo("1000");
        long end = log.position();
        assertThat(log.page(end - 1000, "null", 1000, 1 << 20)).isEqualTo(before);
      }
    }
  }
}
