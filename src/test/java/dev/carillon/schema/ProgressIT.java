package dev.carillon.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.TestDatabase;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a project is: right at each commit, and told once a transaction. */
class ProgressIT {

  private static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final String FIGURES =
      "SELECT concat_ws(' ', project, done, total, percent) FROM project_progress ORDER BY project";
  private static final String TICK = "UPDATE task SET done = true WHERE id = ";

  private Session session;
  private ChangeReader log;

  @BeforeEach
  void begin() throws SQLException {
    session = new Session(DATABASE);
    session.run(
        "DELETE FROM project",
        "INSERT INTO project (id, name) VALUES (1, 'One'), (2, 'Two')",
        "INSERT INTO task (id, project, title, done) SELECT i, 1, 'Task', i <= 3 FROM generate_series(1, 8) i");
    log = new ChangeReader(DATABASE);
  }

  @AfterEach
  void end() throws SQLException {
    log.close();
    session.close();
  }

  @Test
  void countsWhatIsThere() throws SQLException {
    assertThat(figures()).containsExactly("1 3 8 37.5", "2 0 0 0.0");
  }

  @Test
  void tellsTenThousandTasksOfOneTransactionByOneChange() throws SQLException {
    session.run(
        "INSERT INTO task (project, title) SELECT 2, 'Task ' || i FROM generate_series(1, 10000) i");

    assertThat(toldOf()).containsExactly("U 2 0/0 0/10000");
  }

  @Test
  void tellsTenThousandStatementsOfOneTransactionByOneChange() throws SQLException {
    session.run(
        "BEGIN",
        "DO $$ BEGIN FOR i IN 1..10000 LOOP INSERT INTO task (project, title, done) VALUES (2, 'T', i % 4 = 0);"
            + " END LOOP; END $$",
        "UPDATE task SET done = NOT done WHERE project = 2",
        "COMMIT");

    assertThat(toldOf()).containsExactly("U 2 0/0 7500/10000");
  }

  @Test
  void tellsANewProjectWithItsTasksByOneChange() throws SQLException {
    session.run(
        "BEGIN",
        "INSERT INTO project (id, name) VALUES (3, 'Three')",
        "INSERT INTO task (project, title, done) VALUES (3, 'a', true), (3, 'b', false), (3, 'c', false)",
        "COMMIT");

    assertThat(toldOf()).containsExactly("I 3 - 1/3");
    assertThat(figures()).contains("3 1 3 33.3");
  }

  @Test
  void tellsNothingWhereTheFigureStaysAsItIs() throws SQLException {
    session.run(
        "UPDATE task SET title = 'Another' WHERE id = 1",
        "UPDATE project SET name = 'Uno' WHERE id = 1",
        "BEGIN",
        TICK + 5,
        "UPDATE task SET done = false WHERE id = 1",
        "COMMIT",
        "UPDATE task SET done = true WHERE id = 2");

    assertThat(toldOf()).isEmpty();
    assertThat(figures()).contains("1 3 8 37.5");
  }

  @Test
  void forgetsWhatIsRolledBack() throws SQLException {
    session.run(
        "BEGIN",
        TICK + 4,
        "SAVEPOINT s",
        TICK + 5,
        "INSERT INTO task (project, title) VALUES (2, 'never')",
        "ROLLBACK TO s",
        TICK + 6,
        "COMMIT",
        "BEGIN",
        "DELETE FROM task",
        "ROLLBACK");

    assertThat(toldOf()).containsExactly("U 1 3/8 5/8");
  }

  @Test
  void tellsBothProjectsOfATaskThatMoves() throws SQLException {
    session.run("UPDATE task SET project = 2, done = true WHERE id IN (1, 8)");

    assertThat(toldOf()).containsExactlyInAnyOrder("U 1 3/8 2/6", "U 2 0/0 2/2");
  }

  @Test
  void countsWhatIsCopied() throws Exception {
    session
        .postgres()
        .getCopyAPI()
        .copyIn(
            "COPY task (project, title, done) FROM STDIN",
            new StringReader("2\ta\tt\n2\tb\tf\n1\tc\tt\n"));

    assertThat(toldOf()).containsExactlyInAnyOrder("U 1 3/8 4/9", "U 2 0/0 1/2");
  }

  @Test
  void countsWhatIsUpsertedTruncatedAndDeletedWithItsProject() throws SQLException {
    session.run(
        "INSERT INTO task (id, project, title) VALUES (8, 1, 'x'), (9, 1, 'x') ON CONFLICT (id) DO UPDATE SET done = true");
    assertThat(toldOf()).containsExactly("U 1 3/8 4/9");
    session.run(
        "BEGIN", "TRUNCATE task", "INSERT INTO task (project, title) VALUES (2, 'x')", "COMMIT");
    assertThat(toldOf()).containsExactlyInAnyOrder("U 1 4/9 0/0", "U 2 0/0 0/1");
    session.run("DELETE FROM project WHERE id = 2");
    assertThat(toldOf()).containsExactly("D 2 0/1 -");
    session.run("TRUNCATE project CASCADE");
    assertThat(toldOf()).containsExactly("D 1 0/0 -");
  }

  @Test
  void saysAHundredOnlyIfAllIsDone() throws SQLException {
    session.run(
        "INSERT INTO task (project, title, done) SELECT 2, 'x', i > 1 FROM generate_series(1, 10000) i");
    assertThat(figures()).contains("2 9999 10000 99.9");
    session.run("UPDATE task SET done = true");
    assertThat(figures()).containsExactly("1 8 8 100.0", "2 10000 10000 100.0");
  }

  @Test
  void makesNobodyWaitForATransactionThatIsOpen() throws SQLException {
    try (Session other = new Session(DATABASE)) {
      other.run("BEGIN", TICK + 4, "INSERT INTO task (project, title) VALUES (2, 'open')");
      session.run("SET lock_timeout = '5s'", TICK + 5, "UPDATE task SET project = 2 WHERE id = 6");
      assertThat(figures()).containsExactly("1 4 7 57.1", "2 0 1 0.0");
      other.run("COMMIT");
    }
    assertThat(figures()).containsExactly("1 5 7 71.4", "2 0 2 0.0");
  }

  @Test
  void refusesWhomItCouldOnlyTellWrong() throws SQLException {
    try (Session other = new Session(DATABASE)) {
      other.run("BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT 1", TICK + 4);
      session.run(TICK + 5);
      assertThatThrownBy(() -> other.run("COMMIT"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("40001"));
    }
    assertThat(figures()).contains("1 4 8 50.0");
  }

  @Test
  void owesNothingBetweenTransactions() throws SQLException {
    session.run("BEGIN", TICK + 4, "SET CONSTRAINTS ALL IMMEDIATE", TICK + 5, "COMMIT");

    assertThat(toldOf()).as("who wants it at once gets it").hasSize(2);
    assertThat(figures()).contains("1 5 8 62.5");
    assertThat(session.column("SELECT tx FROM project_progress_owed")).isEmpty();
  }

  @Test
  void signsForThoseWhoDoNot() throws SQLException {
    String signature =
        "SELECT concat_ws(' ', version, changed_by = session_user, changed) FROM task WHERE id = 4";
    session.run(
        "UPDATE task SET changed_by = 'Bob', version = version + 1, done = true WHERE id = 4");
    assertThat(session.value(signature)).isEqualTo("2 f done");
    session.run("UPDATE task SET title = 'Mine', done = false WHERE id = 4");
    assertThat(session.value(signature)).isEqualTo("3 t title, done");
    session.run("UPDATE task SET title = 'Mine' WHERE id = 4");
    assertThat(session.value(signature)).as("nothing was changed").isEqualTo("3 t title, done");
  }

  private List<@Nullable String> figures() throws SQLException {
    return session.column(FIGURES);
  }

  /** What the log says of the figures, each as {@code U 1 3/8 4/8}. */
  private List<String> toldOf() throws SQLException {
    return log.fresh().stream().filter(ToldFigure::isOne).map(ToldFigure::line).toList();
  }
}
