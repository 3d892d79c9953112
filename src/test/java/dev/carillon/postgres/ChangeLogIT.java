package dev.carillon.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import dev.carillon.change.Change;
import dev.carillon.change.Operation;
import dev.carillon.change.Page;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Row;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeLogIT {

  private static final long PLENTY = 1 << 30;

  private final TestDatabase database = TestDatabase.migrated();
  private final ChangeLog log = new ChangeLog(new WatchCatalog(database.dataSource()));
  private Sql sql;

  @BeforeEach
  void watch() throws SQLException {
    sql = new Sql(database);
    sql.run("CREATE TABLE t (id int PRIMARY KEY, text text)", "SELECT carillon.watch('t')");
  }

  @AfterEach
  void disconnect() throws SQLException {
    sql.close();
  }

  @Test
  void tellsEachOperationAsAChange() throws SQLException {
    sql.run("INSERT INTO t VALUES (7, 'a')");
    sql.run("BEGIN", "UPDATE t SET text = 'b'", "DELETE FROM t", "COMMIT");
    sql.run("TRUNCATE t");
    assertThat(log.cut(sql.jdbc())).hasValue(4);
    List<Change> changes = read(at(1, 0), 10).changes();
    assertThat(changes)
        .extracting(Change::op)
        .containsExactly(Operation.INSERT, Operation.UPDATE, Operation.DELETE, Operation.TRUNCATE);
    assertThat(changes)
        .extracting(Change::position)
        .containsExactly(at(1, 1), at(1, 2), at(1, 3), at(1, 4));
    assertThat(changes).extracting(Change::txEnd).containsExactly(true, false, true, true);
    assertThat(changes).extracting(Change::table).containsOnly("public.t");
    Change update = changes.get(1);
    assertThat(update.key()).isEqualTo(new Row("{\"id\":7}"));
    assertThat(update.oldRow()).isEqualTo(new Row("{\"id\":7,\"text\":\"a\"}"));
    assertThat(update.newRow()).isEqualTo(new Row("{\"id\":7,\"text\":\"b\"}"));
    assertThat(update.changed()).containsExactly("text");
    assertThat(update.tx()).isEqualTo(changes.get(2).tx()).isNotEqualTo(changes.get(0).tx());
    assertThat(changes.get(2).newRow()).isNull();
    assertThat(changes.get(3).key()).isNull();
    assertThat(changes.get(3).row()).isNull();
  }

  @Test
  void fillsATemplateFromTheRowAndDoesWithoutAKey() throws SQLException {
    sql.run(
        "CREATE TABLE chat (channel text, doc json)",
        "SELECT carillon.watch('chat', 'chat/{channel}')");
    sql.run("INSERT INTO chat VALUES ('java', E'{\\n \"a\": 1}')", "TRUNCATE chat");
    assertThat(log.cut(sql.jdbc())).hasValue(2);
    List<Change> changes = read(at(1, 0), 10).changes();
    assertThat(changes).extracting(Change::topic).containsExactly("chat/java", "chat/*");
    assertThat(changes).extracting(Change::key).containsOnlyNulls();
    assertThat(String.valueOf(changes.get(0).newRow())).doesNotContain("\n");
  }

  @Test
  void tellsTheTopicThatAnUpdateLeft() throws SQLException {
    sql.run("SELECT carillon.watch('t', topic => 'text/{text}')");
    sql.run("INSERT INTO t VALUES (1, 'a')", "UPDATE t SET text = 'b'", "UPDATE t SET id = 2");
    sql.run("DELETE FROM t", "TRUNCATE t", "SELECT carillon.cut()");
    assertThat(read(at(1, 0), 10).changes())
        .extracting(change -> change.topic() + " " + change.leftTopic())
        .containsExactly(
            "text/a null", "text/b text/a", "text/b null", "text/b null", "text/* null");
  }

  @Test
  void tellsWhatIsDoneToTheTableItselfToAllWhoLookAtAnyOfIt() throws SQLException {
    sql.run("SELECT carillon.watch('t', topic => 'command/{text}')");
    sql.run("ALTER TABLE t ADD n int", "DROP TABLE t", "SELECT carillon.cut()");
    List<Change> changes = read(at(1, 0), 10).changes();
    assertThat(changes).extracting(Change::op).containsOnly(Operation.DDL).hasSize(2);
    assertThat(changes).extracting(Change::topic).containsOnly("command/*");
    assertThat(changes).extracting(Change::key).containsOnlyNulls();
    assertThat(changes).extracting(Change::row).containsOnlyNulls();
    assertThat(changes.get(1).newRow())
        .isEqualTo(new Row("{\"command\":\"DROP TABLE\",\"columns\":null}"));
  }

  @Test
  void stopsAtAnOperationThatItDoesNotKnow() throws SQLException {
    sql.run("INSERT INTO t VALUES (7, 'a')", "UPDATE carillon.log SET op = 'X'");
    sql.run("SELECT carillon.cut()");
    assertThatThrownBy(() -> read(at(1, 0), 10))
        .hasMessage("carillon.log has an operation of unknown kind: X");
  }

  @Test
  void leavesTheCutToANodeThatIsAtIt() throws SQLException {
    try (Sql other = new Sql(database)) {
      other.run("BEGIN", "SELECT carillon.cut()");
      assertThat(log.cut(sql.jdbc())).isEmpty();
      other.run("COMMIT");
    }
    assertThat(log.cut(sql.jdbc())).hasValue(0);
  }

  @Test
  void knowsItsBoundsAndWhoCantGoOn() throws SQLException {
    assertThat(log.bounds(sql.jdbc(), null)).isEqualTo(new ChangeLog.Bounds(at(1, 0), at(1, 0)));
    sql.run("INSERT INTO t VALUES (1, 'a')", "SELECT carillon.cut()");
    assertThat(log.bounds(sql.jdbc(), null)).isEqualTo(new ChangeLog.Bounds(at(1, 0), at(1, 1)));
    assertThat(log.refusal(sql.jdbc(), null, at(1, 0))).isEmpty();
    assertThat(log.refusal(sql.jdbc(), null, at(1, 1))).isEmpty();
    assertThat(log.refusal(sql.jdbc(), null, at(1, 2))).hasValue(ResetReason.AHEAD);
    assertThat(log.refusal(sql.jdbc(), null, at(7, 1))).hasValue(ResetReason.UNKNOWN_EPOCH);
    sql.run("SELECT carillon.reset()");
    assertThat(log.bounds(sql.jdbc(), null))
        .isEqualTo(new ChangeLog.Bounds(at(epoch(), 2), at(epoch(), 2)));
    assertThat(log.refusal(sql.jdbc(), null, at(1, 1))).hasValue(ResetReason.EXPIRED);
  }

  private Page read(Position after, int most) throws SQLException {
    return log.read(sql.jdbc(), null, after, most, PLENTY);
  }

  private static Position at(int epoch, long n) {
    return new Position(epoch, n);
  }

  /** Of the reset: no number that can be known before. */
  private int epoch() throws SQLException {
    return (int) sql.number("SELECT max(epoch) FROM carillon.epochs");
  }
}
