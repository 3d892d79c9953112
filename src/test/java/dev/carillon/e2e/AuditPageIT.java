package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The audit as a person uses it. */
class AuditPageIT {
  private static final String NEWEST = "#entries li:first-child ";
  private static Browser browser;
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @BeforeAll
  static void sitDown() {
    browser = Browser.open("/audit.html");
  }

  @AfterAll
  static void getUp() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws SQLException {
    table.insert("first");
    browser.size(1280, 800);
    browser.go("/audit.html?table=public." + table.name());
    browser.awaitState("live");
    browser.awaitText("#entries", "first");
    browser.errors(); // those of the test before are not of this one
  }

  @Test
  void showsWhoChangedWhatAndTheLifeOfTheRow() throws SQLException {
    Sql.execute("SET carillon.who = 'Abe'", "UPDATE " + table.name() + " SET note = 'second'");
    browser.awaitText(NEWEST, "Abe");
    assertThat(browser.text(NEWEST + ".what")).isEqualTo("note first → second");
    assertThat(browser.text("#entries li:last-child")).contains("insert", "postgres");

    browser.find(NEWEST + "summary").sendKeys(Keys.ENTER); // by keyboard as well
    browser.awaitText(NEWEST + "del", "first");
    browser.awaitText(NEWEST + "ins", "second");
    assertThat(browser.text(NEWEST + ".difference .mark"))
        .as("not by colour alone")
        .isEqualTo("−\n+");
    browser.click(NEWEST + ".life-of");
    browser.awaitText("#life-title", "Life of public." + table.name() + " 1");
    browser.awaitText("#life li:first-child", "by Abe");
    assertThat(browser.text("#life li:last-child")).contains("insert by postgres", "+", "first");

    Sql.execute("SET carillon.who = 'Bob'", "TRUNCATE " + table.name());
    browser.awaitText(NEWEST, "all rows");
    browser.awaitText("#life li:first-child", "All rows of the table were removed");
    browser.photograph("audit-life");
    browser.click("#life-close");
    assertThat(browser.text("#life")).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void showsWhatRestWritesAndFiltersItByUserKeyAndTime() {
    browser.click("#filter-clear");
    String symbol = "A" + Long.toString(System.nanoTime() % 1_000_000_000, 10);
    Api.postJson("/api/stock-prices", "{\"symbol\":\"" + symbol + "\",\"price\":12.50}");
    browser.awaitText("#entries", symbol);
    assertThat(browser.text(NEWEST + ".what")).contains("price 12.50");

    browser.type("#filter-user", "nobody");
    browser.find("#filter-user").sendKeys(Keys.ENTER);
    browser.awaitText("#entries-count", "0");
    browser.click("#filter-clear");
    browser.awaitText("#entries", symbol);
    browser.type("#filter-key", "1");
    browser.click("#filter-show");
    browser.awaitText("#filter-error", "key must come with a table");
    assertThat(browser.find("#filter-key").getDomAttribute("aria-invalid")).isEqualTo("true");
    browser.type("#filter-table", table.name());
    browser.click("#filter-show");
    browser.awaitText("#entries", "first");
    assertThat(browser.text("#filter-error")).isEmpty();
    browser.choose("#filter-op", "delete");
    browser.click("#filter-show");
    browser.awaitText("#entries-count", "0");
    assertThat(browser.evaluate("location.search").toString())
        .contains("table=" + table.name(), "op=delete");
  }

  @Test
  void keepsThePlaceOfWhoeverReadsWhileNewOnesComeIn() throws SQLException {
    table.insertAtOnce(2, 300);
    browser.awaitText(NEWEST, "row 300");
    browser.evaluate("document.querySelector('#entries').scrollTop = 2000");
    String top =
        "(() => { const box = document.querySelector('#entries').getBoundingClientRect();"
            + " return document.elementFromPoint(box.left + 50, box.top + 60).closest('li').innerText; })()";
    Object looked = browser.evaluate(top);
    table.insertAtOnce(301, 310);
    browser.awaitText("#entries-newer", "↑ 10 newer");
    assertThat(browser.evaluate(top)).as("what one looks at").isEqualTo(looked);

    browser.click("#entries-newer");
    await()
        .until(() -> browser.evaluate("document.querySelector('#entries').scrollTop").equals(0L));
    assertThat(browser.text(NEWEST)).contains("row 310");
    assertThat(browser.find("#entries-newer").isDisplayed()).isFalse();
    browser.reload();
    browser.awaitText("#entries-count", "100");
    browser.click("#entries-older");
    browser.awaitText("#entries-count", "200");
  }

  @Test
  void exportsWhatIsFiltered() throws SQLException {
    Sql.execute("SET carillon.who = 'Abe'", "DELETE FROM " + table.name());
    browser.awaitText(NEWEST, "delete");

    String csv = fetch("#export-csv");
    assertThat(Csv.parse(csv)).hasSize(3).element(1).asString().contains("Abe, delete");
    List<JsonObject> lines = fetch("#export-ndjson").lines().map(Api::json).toList();
    assertThat(lines).extracting(line -> line.getString("op")).containsExactly("delete", "insert");
  }

  @Test
  void missesNothingWhileItIsOffline() throws SQLException {
    browser.network(false);
    browser.awaitState("offline");
    Sql.execute("UPDATE " + table.name() + " SET note = 'while you were out'");
    browser.network(true);

    browser.awaitText(NEWEST, "while you were out");
    browser.awaitState("live");
  }

  /** What the link leads to. */
  private static String fetch(String link) {
    String path = String.valueOf(browser.evaluate("document.querySelector('" + link + "').href"));
    return Api.get(path.substring(path.indexOf("/api/"))).body();
  }
}
