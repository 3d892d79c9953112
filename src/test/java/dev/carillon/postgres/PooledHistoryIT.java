package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.change.DatabaseUnavailableException;
import dev.carillon.change.Position;
import dev.carillon.change.PositionExpiredException;
import dev.carillon.change.ResetReason;
import dev.carillon.config.Settings;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PooledHistoryIT {

  private final TestDatabase database = TestDatabase.migrated();
  private final Status status = new Status(new Node(), TestNode.settings(database));

  @Test
  void asksTheLog() throws SQLException {
    try (Sql sql = new Sql(database)) {
      sql.run(
          "CREATE TABLE t (id int)", "SELECT carillon.watch('t')", "INSERT INTO t VALUES (1), (2)");
      sql.run("SELECT carillon.cut()");
      PooledHistory history = history(database.dataSource());
      assertThat(history.earliest()).isEqualTo(new Position(1, 0));
      assertThat(history.read(new Position(1, 0), 1, 1000).end()).isEqualTo(new Position(1, 1));
      assertThat(history.refusal(new Position(1, 3))).hasValue(ResetReason.AHEAD);
      sql.run("SELECT carillon.reset()", "INSERT INTO t VALUES (3)", "SELECT carillon.cut()");
      assertThatThrownBy(() -> history.read(new Position(1, 0), 1, 1000))
          .isInstanceOf(PositionExpiredException.class);
    }
  }

  @Test
  void saysSoIfTheDatabaseIsAway() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none?user=nobody");
    PooledHistory history = history(nowhere);
    assertThatThrownBy(history::earliest).isInstanceOf(DatabaseUnavailableException.class);
    assertThatThrownBy(() -> history.read(new Position(1, 0), 1, 1))
        .isInstanceOf(DatabaseUnavailableException.class);
    assertThatThrownBy(() -> history.refusal(new Position(1, 0)))
        .isInstanceOf(DatabaseUnavailableException.class);
  }

  @Test
  void readsFromNoServerThatTheListenerDoesNotFollow() throws SQLException {
    try (Sql sql = new Sql(database)) {
      sql.run(
          "CREATE TABLE t (id int)", "SELECT carillon.watch('t')", "INSERT INTO t VALUES (1), (2)");
      sql.run("SELECT carillon.cut()");
    }
    PooledHistory history = history(database.dataSource());
    for (Position lost : List.of(new Position(1, 3), new Position(77, 2))) {
      status.fired(lost);
      assertThatThrownBy(() -> history.read(new Position(1, 0), 1, 1000))
          .isInstanceOf(DatabaseUnavailableException.class)
          .hasMessageContaining("another server than the listener follows");
      assertThatThrownBy(() -> history.refusal(new Position(1, 0)))
          .isInstanceOf(DatabaseUnavailableException.class);
    }
    status.fired(new Position(1, 2));
    assertThat(history.read(new Position(1, 0), 9, 1000).changes()).hasSize(2);
  }

  private PooledHistory history(DataSource database) {
    ChangeLog log = new ChangeLog(new WatchCatalog(database));
    Settings settings = TestNode.settings(this.database);
    return new PooledHistory(
        database, log, status, new Replica(settings, new ReplicaConnections(settings), log));
  }
}
