package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who changed what, as programs ask for it. */
class AuditIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void tellsWhoChangedWhatOfAnyWatchedTable() throws SQLException {
    table.insert("by nobody in particular");
    Sql.execute(
        "SET carillon.who = 'Abe'",
        "UPDATE " + table.name() + " SET note = 'by Abe'",
        "SET carillon.who = 'Bob'",
        "DELETE FROM " + table.name(),
        "TRUNCATE " + table.name());
    awaitEntries(4);

    assertThat(summaries(""))
        .containsExactly("truncate Bob", "delete Bob", "update Abe", "insert postgres");
    JsonObject update = entries("&op=update").getJsonObject(0);
    assertThat(update.getString("table")).isEqualTo("public." + table.name());
    assertThat(update.get("key")).hasToString("{\"id\":1}");
    assertThat(update.getJsonObject("old").getString("note")).isEqualTo("by nobody in particular");
    assertThat(update.getJsonObject("new").getString("note")).isEqualTo("by Abe");
    assertThat(update.get("changed")).hasToString("[\"note\"]");
    assertThat(summaries("&user=Abe")).containsExactly("update Abe");
    assertThat(summaries("&key=1"))
        .as("the row went with its table")
        .contains("truncate Bob")
        .hasSize(4);
    assertThat(summaries("&key=2")).containsExactly("truncate Bob");
    String at = update.getString("at");
    assertThat(summaries("&from=" + at)).hasSize(3);
    assertThat(summaries("&to=" + at)).containsExactly("update Abe", "insert postgres");
    assertThat(Api.get("/api/audit/known").body())
        .contains("\"public." + table.name() + "\"", "\"Abe\"");
  }

  @Test
  void leadsFromPageToPageAndGoesOnAfterAPosition() throws SQLException {
    table.insertAtOnce(1, 5);
    awaitEntries(5);

    HttpResponse<String> newest = audit("&limit=2");
    assertThat(keys(array(newest))).containsExactly(5, 4);
    HttpResponse<String> next = Api.get(link(newest));
    assertThat(keys(array(next))).containsExactly(3, 2);
    HttpResponse<String> last = Api.get(link(next));
    assertThat(keys(array(last))).containsExactly(1);
    assertThat(last.headers().firstValue("Link")).as("no further").isEmpty();
    String third = array(next).getJsonObject(0).getString("position");
    assertThat(keys(array(audit("&after=" + third)))).containsExactly(5, 4);
    assertThat(newest.headers().firstValue("X-Carillon-Position").orElseThrow())
        .matches("\\d+\\.\\d+");
  }

  @Test
  void exportsAllOfItAsCsvAndNdjson() throws SQLException {
    table.insertAtOnce(1, 2500);
    Sql.execute(
        "SET carillon.who = '=cmd()'",
        "UPDATE " + table.name() + " SET note = E'a \"quoted\"\\nline, and 😀' WHERE id = 7");
    awaitEntries(1000);
    await().until(() -> !entries("&op=update").isEmpty());

    HttpResponse<String> csv = audit("&format=csv");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"carillon-audit.csv\"");
    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    List<List<String>> records = Csv.parse(csv.body());
    assertThat(records).hasSize(2502).allSatisfy(record -> assertThat(record).hasSize(12));
    List<String> update = records.get(1);
    assertThat(update.subList(3, 5)).containsExactly("'=cmd()", "update");
    assertThat(Api.json(update.get(10)).getString("note")).isEqualTo("a \"quoted\"\nline, and 😀");

    HttpResponse<String> lines =
        Api.get("/api/audit?table=" + table.name(), "Accept", "application/x-ndjson");
    assertThat(lines.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("carillon-audit.ndjson");
    List<JsonObject> entries = lines.body().lines().map(Api::json).toList();
    assertThat(entries).hasSize(2501);
    assertThat(entries.get(0).getString("user")).isEqualTo("=cmd()");
    assertThat(entries.subList(1, 2501))
        .extracting(entry -> entry.getJsonObject("key").getInt("id"))
        .isEqualTo(IntStream.rangeClosed(1, 2500).map(i -> 2501 - i).boxed().toList());
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    assertProblem(Api.get("/api/audit?tabel=x"), 400, "tabel");
    assertProblem(Api.get("/api/audit?op=upsert"), 400, "upsert");
    assertProblem(Api.get("/api/audit?from=yesterday"), 400, "yesterday");
    assertProblem(Api.get("/api/audit?before=7"), 400, "before");
    assertProblem(Api.get("/api/audit?key=7"), 400, "table");
    assertProblem(Api.get("/api/audit?limit=1001"), 400, "limit");
    assertProblem(Api.get("/api/audit?format=xml"), 400, "xml");
    assertProblem(Api.get("/api/audit", "Accept", "text/html"), 406, "");
  }

  private void awaitEntries(int count) {
    await().atMost(Duration.ofSeconds(20)).until(() -> entries("&limit=1000").size() >= count);
  }

  private HttpResponse<String> audit(String query) {
    return Api.get("/api/audit?table=" + table.name() + query);
  }

  private JsonArray entries(String query) {
    return array(audit(query));
  }

  private List<String> summaries(String query) {
    return entries(query).getValuesAs(JsonObject.class).stream()
        .map(entry -> entry.getString("op") + " " + entry.getString("user"))
        .toList();
  }

  private static List<Integer> keys(JsonArray entries) {
    return entries.getValuesAs(JsonObject.class).stream()
        .map(entry -> entry.getJsonObject("key").getInt("id"))
        .toList();
  }

  private static JsonArray array(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try (var reader = Json.createReader(new StringReader(response.body()))) {
      JsonValue value = reader.readValue();
      return value.asJsonArray();
    }
  }

  private static String link(HttpResponse<String> page) {
    String link = page.headers().firstValue("Link").orElseThrow();
    assertThat(link).contains("rel=\"next\"");
    return link.replaceFirst(".*<[^>]*(/api/[^>]*)>.*", "$1");
  }
}
