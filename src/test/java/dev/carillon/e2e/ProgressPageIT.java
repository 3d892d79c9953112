package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Projects and a board as two people use them, each in a browser of his own. */
class ProgressPageIT {
  private static Browser abe;
  private static Browser bob;
  private String project;
  private String first;

  @BeforeAll
  static void sitDown() {
    abe = Browser.open("/progress.html");
    bob = Browser.open("/progress.html");
  }

  @AfterAll
  static void getUp() {
    for (Browser browser : new Browser[] {abe, bob}) {
      if (browser != null) {
        browser.close();
      }
    }
  }

  @BeforeEach
  void open() throws SQLException {
    project = Sql.query("INSERT INTO project (name) VALUES ('Hang the bells') RETURNING id");
    Sql.execute(
        "INSERT INTO task (project, title, done) SELECT "
            + project
            + ", 'Bell ' || i, i <= 3 FROM generate_series(1, 8) i");
    first = Sql.query("SELECT max(id) - 3 FROM task WHERE project = " + project);
    for (Browser browser : new Browser[] {abe, bob}) {
      browser.go("/progress.html?project=" + project);
      browser.awaitState("live");
      browser.awaitText("#board-percent", "37.5 %");
      browser.errors(); // those of the test before are not of this one
    }
    bob.choose("#you", "Bob");
  }

  @AfterEach
  void close() throws SQLException {
    Sql.execute("DELETE FROM project WHERE name = 'Another tower' OR id = " + project);
  }

  @Test
  void movesTheBarOfWhoeverLooksWhenSomebodyTicks() {
    bob.click("#task-" + first);

    abe.awaitText("#board-percent", "50.0 %");
    abe.awaitText("[data-id='" + first + "'] .meta", "changed by Bob");
    assertThat(abe.find("#task-" + first).isSelected()).isTrue();
    assertThat(abe.text("#projects [aria-pressed=true]")).contains("50.0 %", "4 of 8");
    abe.find("#task-" + first).sendKeys(Keys.SPACE); // by keyboard as well
    bob.awaitText("#board-percent", "37.5 %");
    assertNoErrors();
  }

  @Test
  void tellsTheLoserOfARaceWhoWon() throws SQLException {
    try (Connection gate = Sql.connect();
        var statement = gate.createStatement()) {
      gate.setAutoCommit(false);
      statement.execute("SELECT FROM task WHERE id = " + first + " FOR UPDATE");
      abe.click("#task-" + first);
      awaitWaiting(1);
      bob.click("#task-" + first);
      awaitWaiting(2);
      gate.rollback();
    }

    await()
        .untilAsserted(
            () ->
                assertThat(abe.text(why()) + bob.text(why())).contains("Not ticked", "it is done"));
    Browser loser = abe.text(why()).isEmpty() ? bob : abe;
    assertThat(loser.text(why())).contains((loser == abe ? "Bob" : "Abe") + " has changed");
    assertThat(loser.find("#task-" + first).isSelected()).as("as it is stored").isTrue();
    loser.awaitText("#board-percent", "50.0 %");
    loser.photograph("progress-loser");
  }

  @Test
  void showsWhatOthersChangeWhileOneWrites() {
    String line = "[data-id='" + first + "']";
    abe.click(line + " > button");
    abe.type(line + " form input", "Abe's bell");
    bob.click(line + " > button");
    bob.type(line + " form input", "Bob's bell");
    bob.click(line + " form .primary");

    abe.awaitText(line + " form .why", "Bob has changed this task while you write");
    assertThat(abe.text(line + " form .why")).contains("Bell 5", "Bob's bell");
    assertThat(abe.find(line + " form input").getDomProperty("value")).isEqualTo("Abe's bell");
    abe.photograph("progress-written-twice");
    abe.click(line + " form .primary"); // by now: Save mine over it
    bob.awaitText(line + " .title", "Abe's bell");
    assertThat(abe.errors()).isEmpty();
  }

  @Test
  void importsTenThousandTasksByOneClickAndMovesTheBarOnce() {
    String before = bob.text("#figure-progress");
    abe.click("#import");

    abe.awaitText("#import-result", "10,000 tasks in one transaction");
    bob.awaitText("#board-total", "10,008");
    bob.awaitText("#figure-tasks", "10,000");
    assertThat(bob.text("#figure-progress"))
        .isEqualTo(String.valueOf(Integer.parseInt(before) + 1));
    assertThat(bob.text("#board-shown")).isEqualTo("The first 200 of 10,008 tasks");
    bob.click("#board-more");
    bob.awaitText("#board-shown", "The first 400 of 10,008 tasks");
    assertNoErrors();
  }

  @Test
  void addsProjectsAndTasksAndSaysWhatIsWrongWithThem() {
    abe.click("#task-add");
    abe.awaitText("#task-error", "title must be 1 to 200 characters");
    abe.type("#task-name", "Ring them all");
    abe.click("#task-add");
    bob.awaitText("#tasks li:last-child .title", "Ring them all");
    abe.awaitText("#board-total", "9");
    abe.type("#project-name", "Another tower");
    abe.click("#project-add");
    abe.awaitText("#board-title", "Another tower");
    assertThat(abe.text("#board-shown")).isEqualTo("No tasks yet.");
    bob.awaitText("#projects li:last-child", "Another tower");
    bob.click("#projects li:last-child button");
    bob.awaitText("#board-title", "Another tower");
  }

  @Test
  void followsTasksThatMoveAndAProjectThatIsDeleted() throws SQLException {
    Sql.execute("UPDATE task SET project = 1 WHERE id = " + first);
    abe.awaitText("#board-total", "7");
    await().until(() -> !abe.text("#tasks").contains("Bell 5"));
    Sql.execute("UPDATE task SET project = " + project + " WHERE id = " + first);
    abe.awaitText("#tasks li:nth-child(5) .title", "Bell 5");

    Sql.execute("DELETE FROM project WHERE id = " + project);
    await().until(() -> !abe.text("#tasks").contains("Bell"));
  }

  @Test
  void showsNoTickThatTheNetworkHasLostAndComesBackWithoutLoss() throws SQLException {
    abe.network(false);
    abe.awaitState("offline");
    Sql.execute("UPDATE task SET done = true WHERE id = " + first);
    bob.awaitText("#board-percent", "50.0 %");
    abe.click("#task-" + first);
    abe.awaitText(why(), "can’t be reached");
    assertThat(abe.find("#task-" + first).isSelected()).as("as it was last known").isFalse();
    abe.network(true);

    abe.awaitState("live");
    abe.awaitText("#board-percent", "50.0 %");
    assertThat(abe.find("#task-" + first).isSelected()).isTrue();
  }

  private String why() {
    return "[data-id='" + first + "'] > .why";
  }

  private void assertNoErrors() {
    assertThat(abe.errors()).isEmpty();
    assertThat(bob.errors()).isEmpty();
  }

  private static void awaitWaiting(int sessions) {
    await()
        .until(
            () ->
                Sql.query(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND wait_event_type = 'Lock'")
                    .equals(String.valueOf(sessions)));
  }
}
