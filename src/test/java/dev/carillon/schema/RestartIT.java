package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.TestDatabase;
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
}
