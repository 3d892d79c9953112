package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every page at once, each in a tab: away for ten seconds, left and come back to, closed and
 * opened.
 */
class EveryPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NEITHER_MISSED_NOR_TWICE =
      "[...document.querySelectorAll('[data-figure=Missed], [data-figure=Twice]')]"
          + ".every(({ textContent }) => textContent === '0')";
  private static final Duration AWAY = Duration.ofSeconds(10);

  /**
   * @param places where it shows what is committed
   * @param kept whether a new tab shows it too: what is stored, and no mere list of what has come
   */
  private record View(Tab tab, String page, List<String> places, boolean kept) {
    View in(Tab another) {
      return new View(another, page, places, kept);
    }
  }

  /** What the page itself says of how it is. */
  private static final String SAYS =
      "[...document.querySelectorAll('#connection, [role=alert]')].map(e => e.textContent.trim()).join(' ')";

  private final List<View> views = new ArrayList<>();
  private Tabs tabs;
  private String project;
  private String job;

  @BeforeEach
  void open() throws SQLException {
    tabs = Tabs.of();
    project = Sql.query("INSERT INTO project (name) VALUES ('Every page') RETURNING id");
    job = Sql.query("INSERT INTO job DEFAULT VALUES RETURNING id");
    view("/", true, "#trades");
    view("/compare.html", true, "#v1 .chips", "#v2 .chips", "#v3 .chips");
    view("/chat.html?user=1&channel=every" + job, true, "#messages");
    view("/progress.html?project=" + project, true, "#tasks");
    view("/wait.html?job=" + job, true, "#job-note");
    view("/tail.html?topic=job/" + job, false, "#changes");
  }

  @AfterEach
  void close() throws SQLException {
    if (tabs != null) {
      tabs.close();
    }
    Sql.execute("DELETE FROM project WHERE id = " + project);
  }

  @Test
  void losesNothingOfflineForTenSecondsNorWhileItIsLeftNorWhileItIsClosed() throws SQLException {
    views.forEach(EveryPageIT::awaitLive);
    views.forEach(view -> view.tab().network(false));
    commit("AWAY");
    await()
        .pollDelay(AWAY)
        .atMost(PATIENCE)
        .until(() -> views.stream().allMatch(view -> state(view, "offline")));
    views.forEach(view -> view.tab().network(true));
    views.forEach(view -> awaitShown(view, "AWAY"));
    views.forEach(EveryPageIT::awaitLive);
    assertThat(comparison().tab().evaluate(NEITHER_MISSED_NOR_TWICE)).isEqualTo(true);

    views.forEach(view -> view.tab().leave());
    commit("LEFT");
    views.forEach(view -> view.tab().load(view.page()));
    views.forEach(view -> awaitShown(view, "LEFT"));

    Tab last = tabs.open();
    views.forEach(view -> view.tab().close());
    commit("CLOSED");
    for (View view : views) {
      last.load(view.page());
      awaitLive(view.in(last));
      if (view.kept()) {
        awaitShown(view.in(last), "CLOSED");
      }
    }
  }

  private View comparison() {
    return views.get(1);
  }

  private void view(String page, boolean kept, String... places) {
    Tab tab = tabs.open();
    tab.load(page);
    views.add(new View(tab, page, List.of(places), kept));
  }

  /** One thing for each page, named so. */
  private void commit(String name) throws SQLException {
    Sql.execute(
        "INSERT INTO stock_price (symbol, price) VALUES ('" + name + "', 12.5)",
        "INSERT INTO conversation VALUES ('Bob', 'every" + job + "', '" + name + "')",
        "INSERT INTO task (project, title) VALUES (" + project + ", '" + name + "')",
        "UPDATE job SET note = '" + name + "' WHERE id = " + job);
  }

  private static void awaitShown(View view, String name) {
    for (String place : view.places()) {
      String text = "document.querySelector('" + place + "')?.textContent ?? ''";
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat((String) view.tab().evaluate(text))
                      .as("%s, %s", view.page(), view.tab().evaluate(SAYS))
                      .contains(name));
    }
  }

  private static void awaitLive(View view) {
    await().alias(view.page()).atMost(PATIENCE).until(() -> state(view, "live"));
  }

  private static boolean state(View view, String state) {
    return state.equals(
        view.tab().evaluate("document.querySelector('#connection')?.dataset.state"));
  }
}
