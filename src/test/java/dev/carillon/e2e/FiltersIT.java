package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client asks to see of a table, and to be spared: the same on every transport. */
class FiltersIT {
  private static final String FILTER = "note==a*;id=gt=1";

  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void tellsWhatPassesAFilterAndWhatEntersAndLeavesIt() throws SQLException {
    try (EventStream events = EventStream.open(events("&filter=" + encoded(FILTER)));
        SocketClient socket = SocketClient.connect()) {
      socket.send(subscribe(",'filter':'" + FILTER + "'"));
      socket.awaitFrame("subscribed");
      change();
      List<String> expected =
          List.of("insert 2", "update 2", "update 2 out", "update 3 in", "delete 3");

      assertThat(told(events.awaitChanges(5))).isEqualTo(expected);
      assertThat(told(socket.awaitFrames("change", 5))).isEqualTo(expected);
      assertThat(told(page("&filter=" + encoded(FILTER)))).isEqualTo(expected);
    }
  }

  @Test
  void showsOnlyTheFieldsThatAreAskedForAndTheKey() throws SQLException {
    change();
    JsonObject first = page("&fields=note").get(0);
    assertThat(first.getJsonObject("new").keySet()).containsExactly("note");
    assertThat(first.getJsonObject("key").getInt("id")).isEqualTo(1);
    assertThat(first.getBoolean("txEnd")).isTrue();
  }

  @Test
  void tellsOnlyTheOperationsThatAreAskedFor() throws SQLException {
    change();
    assertThat(told(page("&ops=insert,delete")))
        .containsExactly("insert 1", "insert 2", "insert 3", "delete 3");
  }

  @Test
  void sparesWhoeverIsBehindWhatIsOutOfDate() throws SQLException {
    change();
    assertThat(told(page("&policy=latest"))).containsExactly("insert 1", "update 2", "delete 3");
  }

  @Test
  void writesLongNumbersAsStringsForJavaScript() throws SQLException {
    Sql.execute("ALTER TABLE " + table.name() + " ALTER id TYPE bigint");
    Sql.execute("INSERT INTO " + table.name() + " VALUES (9007199254740993, 'long')");
    assertThat(page("&ops=insert").get(0).getJsonObject("key").getJsonNumber("id").toString())
        .isEqualTo("9007199254740993");
    assertThat(page("&ops=insert&numbers=string").get(0).getJsonObject("key").get("id"))
        .isInstanceOf(JsonString.class);
  }

  @Test
  void pointsAtWhatIsWrongWithAFilter() {
    assertProblem(Api.get(events("&filter=" + encoded("note=gt="))), 400, "column 9");
    assertProblem(Api.get(events("&filter=nope==1")), 400, "nope");
    assertProblem(Api.get(changes("&filter=" + encoded("(note==a"))), 400, "column");
    try (SocketClient socket = SocketClient.connect()) {
      socket.send(subscribe(",'filter':'note=between=1'"));
      assertThat(socket.awaitFrame("error").getString("detail")).contains("=like=");
    }
  }

  @Test
  void saysWhyAClientDidNotGetAChange() throws SQLException {
    try (EventStream events = EventStream.open(events("&filter=" + encoded(FILTER)))) {
      String subscriber = events.awaitEvent("ready").json().getString("subscriber");
      change();
      String shown = events.awaitChanges(5).get(0).getString("position");
      String hidden = page("").get(0).getString("position");

      assertThat(explain(shown, subscriber).getString("verdict")).isEqualTo("delivered");
      JsonObject why = explain(hidden, subscriber);
      assertThat(why.getString("verdict")).isEqualTo("not-for-it");
      assertThat(why.getJsonArray("subscriptions").getJsonObject(0).getString("why"))
          .isEqualTo("The filter does not let the row pass");
    }
    assertProblem(Api.get("/api/explain?position=1.1&subscriber=nobody"), 404, "nobody");
    assertProblem(Api.get("/api/explain?position=one&subscriber=x"), 400, "one");
  }

  /** Three rows, of which one leaves the filter, one enters it, and one never does either. */
  private void change() throws SQLException {
    String name = table.name();
    Sql.execute(
        "INSERT INTO " + name + " VALUES (1, 'a0')",
        "INSERT INTO " + name + " VALUES (2, 'a1')",
        "INSERT INTO " + name + " VALUES (3, 'b1')",
        "UPDATE " + name + " SET note = 'a2' WHERE id = 2",
        "UPDATE " + name + " SET note = 'c' WHERE id = 2",
        "UPDATE " + name + " SET note = 'a3' WHERE id = 3",
        "DELETE FROM " + name + " WHERE id = 3");
    await().until(() -> told(page("")).contains("delete 3")); // a page ends where its node does
  }

  private static List<String> told(List<JsonObject> changes) {
    return changes.stream()
        .map(
            change ->
                change.getString("op")
                    + " "
                    + change.getJsonObject("key").getInt("id")
                    + (change.containsKey("moved") ? " " + change.getString("moved") : ""))
        .toList();
  }

  private List<JsonObject> page(String more) {
    JsonObject page = Api.json(Api.get(changes("&wait=5" + more)));
    return page.getJsonArray("changes").getValuesAs(JsonObject.class);
  }

  private static JsonObject explain(String position, String subscriber) {
    return Api.json(Api.get("/api/explain?position=" + position + "&subscriber=" + subscriber));
  }

  private String events(String more) {
    return "/api/events?topic=" + table.name() + more;
  }

  private String changes(String more) {
    return "/api/changes?topic=" + table.name() + "&after=" + table.began() + more;
  }

  private String subscribe(String more) {
    return "{'type':'subscribe','ref':1,'topic':'" + table.name() + "'" + more + "}";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
