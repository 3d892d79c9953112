package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for a row, as a person watches it. */
class WaitPageIT {
  private static Browser browser;
  private String job;

  @BeforeAll
  static void sitDown() {
    browser = Browser.open("/wait.html");
  }

  @AfterAll
  static void getUp() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws SQLException {
    job = Sql.query("INSERT INTO job DEFAULT VALUES RETURNING id");
    browser.go("/wait.html?job=" + job);
    browser.awaitState("live");
    browser.awaitText("#job-state", "queued");
    browser.errors(); // those of the test before are not of this one
  }

  @Test
  void showsAChangeThatSomebodyElseCommits() throws SQLException {
    Sql.execute("UPDATE job SET state = 'running', note = 'step 1' WHERE id = " + job);
    browser.awaitText("#job-state", "running");
    browser.awaitText("#job-note", "step 1");
    browser.awaitText("#exchange", "wait=30");
    Sql.execute("UPDATE job SET state = 'done' WHERE id = " + job);
    browser.awaitText("#job-state", "done");

    assertThat(browser.text("#exchange")).contains("\"old\":\"running\",\"new\":\"done\"");
    assertThat(browser.text("#curl-example")).contains("topic=job/" + job, "wait=30");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void saysHowManyJobsAreBeforeIt() throws SQLException {
    browser.awaitText("#queue-place", "job " + job);
    Sql.execute("INSERT INTO job (id) VALUES (-7)");
    browser.awaitText("#queue", "Job -7 queued");
    Sql.execute("UPDATE job SET state = 'done' WHERE id < " + job);
    browser.awaitText("#queue-place", "Job " + job + " is the next.");
    Sql.execute("UPDATE job SET state = 'done' WHERE id = " + job, "DELETE FROM job WHERE id = -7");
    browser.awaitText("#queue-place", "Job " + job + " is over.");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void changesTheRowItselfAndTurnsToAnother() {
    browser.type("#change-note", "42 rows");
    browser.click("#change-form [value=failed]");
    browser.awaitText("#job-state", "failed");
    browser.awaitText("#job-note", "42 rows");
    browser.click("#job-new");
    browser.awaitText("#job-state", "queued");
    assertThat(browser.text("#job-id")).isNotEqualTo(job);
  }
}
