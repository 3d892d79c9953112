package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person picks a table, builds a filter and watches what becomes of the rows. */
class WatchPageIT {
  private static final String FIRST = "#conditions .condition:nth-child(1) ";
  private static final String SECOND = "#conditions .condition:nth-child(2) ";
  private static final String COLUMN = "[aria-label=Column]";
  private static final String COMPARISON = "[aria-label=Comparison]";
  private static final String VALUE = "[aria-label=Value]";
  private static Browser browser;
  private final String table = "e2e_watch_" + Long.toString(System.nanoTime(), 36);

  @BeforeAll
  static void sitDown() {
    browser = Browser.open("/watch.html");
  }

  @AfterAll
  static void getUp() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void watch() throws SQLException {
    Sql.execute(
        "CREATE TABLE " + table + " (id bigint PRIMARY KEY, note text, price numeric, doc jsonb)",
        "SELECT carillon.watch('" + table + "')",
        "INSERT INTO "
            + table
            + " SELECT i, 'row ' || i, i + 0.50, jsonb_build_object('city', 'Ulm')"
            + " FROM generate_series(1, 5) i");
    browser.errors(); // those of the test before are not of this one
  }

  @AfterEach
  void unwatch() throws SQLException {
    Sql.execute("SELECT carillon.unwatch('" + table + "')", "DROP TABLE " + table);
  }

  @Test
  void picksATableBuildsAFilterAndSeesRowsComeChangeAndGo() throws SQLException {
    browser.go("/watch.html");
    browser.awaitText("#tables", table);
    browser.click("[data-table='public." + table + "']");
    browser.click("#condition-add");
    browser.choose(FIRST + COLUMN, "price (numeric)");
    browser.choose(FIRST + COMPARISON, "is at least");
    browser.type(FIRST + VALUE, "3");
    browser.click("#condition-add");
    browser.choose(SECOND + COLUMN, "doc (jsonb)");
    browser.type(SECOND + "[placeholder^=path]", "city");
    browser.type(SECOND + VALUE, "Ulm");
    assertThat(text("#filter-text")).isEqualTo("price=ge=3;doc.city==Ulm");
    browser.awaitText("#filter-verdict", "understands");
    browser.click("#watch");
    browser.awaitText("#rows-count", "3 rows");
    browser.awaitState("live");
    assertThat(browser.text("#rows tr:first-child")).contains("row 5", "5.50");

    change("UPDATE %s SET price = 9007199254740993.5 WHERE id = 1");
    browser.awaitText("#rows .came", "9007199254740993.5");
    change("UPDATE %s SET note = 'changed' WHERE id = 4");
    browser.awaitText("#rows .changed", "changed");
    change("UPDATE %s SET price = 0 WHERE id = 5");
    browser.awaitText("#rows [data-gone] .tag", "moved out");
    change("DELETE FROM %s WHERE id = 3");
    browser.awaitText("#rows", "deleted");
    browser.awaitText("#rows-count", "2 rows");
    assertThat(browser.text("#changes")).contains("delete", "(moved out)", "(moved in)");

    change("INSERT INTO %s VALUES (6, 'too cheap', 1, '{\"city\":\"Ulm\"}')");
    String cheap = await().until(this::positionOfTheNewest, position -> !position.isEmpty());
    browser.type("#why-position", cheap);
    browser.click("#why-ask");
    browser.awaitText("#why-answer", "The filter does not let the row pass");
    change("TRUNCATE %s");
    browser.awaitText("#rows-none", "No row matches now");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void showsWhereAFilterIsWrongAndKeepsTheChoiceOverAReload() {
    browser.go("/watch.html?table=public." + table + "&filter=id=gt=2&fields=id,note&ops=insert");
    browser.awaitText("#rows-count", "3 rows");
    assertThat(browser.errors()).isEmpty();
    browser.type("#filter-text", "id=gt=2;note=x");
    browser.awaitText("#filter-verdict", "at column 13");
    assertThat(browser.evaluate("document.querySelector('#filter-place').textContent"))
        .isEqualTo("id=gt=2;note=x\n" + " ".repeat(12) + "^");
    assertThat(browser.find("#rows-of-filter").isDisplayed()).as("the rows give way").isFalse();
    browser.click("#watch");
    browser.awaitText("#rows-count", "3 rows");

    browser.type("#filter-text", "id=gt=3;note=ilike=%ROW%");
    browser.awaitText("#filter-verdict", "understands");
    browser.click("#watch");
    browser.awaitText("#rows-count", "2 rows");
    browser.reload();
    browser.awaitText("#rows-count", "2 rows");
    assertThat(text("#filter-text")).isEqualTo("id=gt=3;note=ilike=%ROW%");
    assertThat(text(SECOND + VALUE)).isEqualTo("ROW");
    assertThat(browser.text("#rows-head")).contains("note").doesNotContain("price");
    assertThat(browser.text("#curl-example"))
        .contains("'filter=id=gt=3;note=ilike=%ROW%'", "'ops=insert'", "'fields=id,note'");
    assertThat(browser.text("#script-example")).contains("filter: 'id=gt=3;note=ilike=%ROW%'");
  }

  @Test
  void saysWhenTheTableItselfIsAlteredAndLoadsItAnew() throws SQLException {
    browser.go("/watch.html?table=public." + table);
    browser.awaitText("#rows-count", "5 rows");
    change("ALTER TABLE %s ADD COLUMN colour text DEFAULT 'red'");
    browser.awaitText("#reload-why", "ALTER TABLE: the column colour (text) has come.");
    assertThat(browser.text("#rows-count")).isEqualTo("5 rows");
    browser.click("#reload");
    browser.awaitText("#rows-head", "colour");
    browser.awaitText("#rows-count", "5 rows");
    assertThat(browser.errors()).isEmpty();
  }

  private void change(String sql) throws SQLException {
    Sql.execute(sql.formatted(table));
  }

  /** Once it has been cut; empty before. */
  private String positionOfTheNewest() {
    var changes =
        Api.json(Api.get("/api/changes?topic=" + table + "&filter=note==%22too%20cheap%22"));
    var found = changes.getJsonArray("changes");
    return found.isEmpty() ? "" : found.getJsonObject(0).getString("position");
  }

  private static String text(String css) {
    return browser.evaluate("document.querySelector(\"" + css + "\").value").toString();
  }
}
