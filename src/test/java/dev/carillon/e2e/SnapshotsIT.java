package dev.carillon.e2e;

import static dev.carillon.e2e.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rows that are there, and then what becomes of them: with no gap and nothing twice. */
class SnapshotsIT {
  private static final int ROWS = 1500;

  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void tellsEachRowOnceAndThenEachChangeWhileTheTableChanges() throws Exception {
    table.insertAtOnce(1, ROWS);
    AtomicBoolean enough = new AtomicBoolean();
    FutureTask<Void> writer = new FutureTask<>(() -> write(enough), null);
    new Thread(writer).start(); // not of the common pool: JDK 25's WebSocket needs its only thread
    try (EventStream events = EventStream.open(path("events") + "&snapshot=true");
        SocketClient socket = SocketClient.connect()) {
      socket.send(
          "{'type':'subscribe','ref':1,'topic':'%s','snapshot':true}".formatted(table.name()));
      List<JsonObject> pages = pages();
      events.awaitEvent("snapshot");
      socket.awaitFrame("snapshot");
      enough.set(true);
      writer.get();
      Sql.execute("INSERT INTO " + table.name() + " VALUES (0, 'last')");

      await().until(() -> hasLast(events.changes()));
      await().until(() -> hasLast(socket.frames("change")));
      Map<Integer, String> rows = rows();
      assertThat(replayed(events.changes())).isEqualTo(rows);
      assertThat(replayed(socket.frames("change"))).isEqualTo(rows);
      pages.addAll(rest(pages.get(pages.size() - 1)));
      assertThat(replayed(changesOf(pages))).isEqualTo(rows);
    }
  }

  @Test
  void goesOnInTheMiddleForOneWhoWasCutOff() throws SQLException {
    fill();
    List<JsonObject> before = new ArrayList<>();
    String place;
    try (EventStream first = EventStream.open(path("events") + "&snapshot=true")) {
      first.awaitEvent("snapshot");
      place = "";
      for (ServerEvent event : first.events()) {
        if (event.isMessage()) {
          before.add(event.json());
        } else if (!before.isEmpty() && event.id().contains("/")) {
          place = event.id();
          break;
        }
      }
    }
    assertThat(before).isNotEmpty().hasSizeLessThan(ROWS);
    String header = "Last-Event-ID";
    try (EventStream again = EventStream.open(path("events") + "&snapshot=true", header, place)) {
      again.awaitEvent("snapshot");
      assertThat(again.changes()).hasSize(ROWS - before.size());
      before.addAll(again.changes());
      assertThat(replayed(before)).isEqualTo(rows());
    }
  }

  @Test
  void givesTheRowsThatPassTheFilterAlone() throws SQLException {
    fill();
    try (EventStream events =
        EventStream.open(path("events") + "&snapshot=true&filter=id%3D%3D7&fields=note")) {
      events.awaitEvent("snapshot");
      assertThat(events.changes()).hasSize(1);
      JsonObject row = events.changes().get(0);
      assertThat(row.getString("op")).isEqualTo("snapshot");
      assertThat(row.getJsonObject("new").toString()).isEqualTo("{\"note\":\"row 7\"}");
    }
  }

  @Test
  void saysThatASnapshotIsNoLongerKept() {
    String place = "1.1/00000003-0000001B-1-0000000000000000-1795309642654/16412.7.33";
    assertProblem(Api.get(path("changes") + "&after=" + place), 410, "load your data anew");
    try (EventStream events =
        EventStream.open(path("events") + "&snapshot=true", "Last-Event-ID", place)) {
      assertThat(events.awaitEvent("reset").json().getString("reason")).isEqualTo("expired");
      events.awaitEvent("snapshot"); // and begins another
    }
  }

  /** And waits for a snapshot that has the rows: one that was taken just before may be shared. */
  private void fill() throws SQLException {
    table.insertAtOnce(1, ROWS);
    await()
        .until(
            () ->
                Api.json(Api.get(path("changes") + "&snapshot=true&limit=1"))
                    .getJsonArray("changes")
                    .getJsonObject(0)
                    .getString("op")
                    .equals("snapshot"));
  }

  private void write(AtomicBoolean enough) {
    try {
      for (int id = ROWS + 1; !enough.get(); id++) {
        Sql.execute(
            "INSERT INTO " + table.name() + " VALUES (" + id + ", 'new')",
            "UPDATE " + table.name() + " SET note = 'again' WHERE id = " + (id - ROWS / 2),
            "DELETE FROM " + table.name() + " WHERE id = " + (id - ROWS));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Replays changes into a table of our own; a row that comes twice, or never came, fails. */
  private static Map<Integer, String> replayed(List<JsonObject> changes) {
    Map<Integer, String> rows = new TreeMap<>();
    for (JsonObject change : changes) {
      int id = change.getJsonObject("key").getInt("id");
      String op = change.getString("op");
      boolean comes = op.equals("snapshot") || op.equals("insert");
      assertThat(rows.containsKey(id)).as(change.toString()).isNotEqualTo(comes);
      if (op.equals("delete")) {
        rows.remove(id);
      } else {
        rows.put(id, change.getJsonObject("new").getString("note"));
      }
    }
    return rows;
  }

  private Map<Integer, String> rows() throws SQLException {
    Map<Integer, String> rows = new TreeMap<>();
    Api.json("{\"rows\":" + Sql.query("SELECT json_agg(t) FROM " + table.name() + " t") + "}")
        .getJsonArray("rows")
        .getValuesAs(JsonObject.class)
        .forEach(row -> rows.put(row.getInt("id"), row.getString("note")));
    return rows;
  }

  private static boolean hasLast(List<JsonObject> changes) {
    return changes.stream().anyMatch(change -> change.getJsonObject("key").getInt("id") == 0);
  }

  /** The snapshot in pages, up to the first that is of the log. */
  private List<JsonObject> pages() {
    List<JsonObject> pages = new ArrayList<>();
    pages.add(Api.json(Api.get(path("changes") + "&limit=400&snapshot=true")));
    while (position(pages).contains("/")) {
      pages.add(Api.json(Api.get(path("changes") + "&limit=400&after=" + position(pages))));
    }
    return pages;
  }

  private List<JsonObject> rest(JsonObject last) {
    List<JsonObject> pages = new ArrayList<>(List.of(last));
    while (!hasLast(changesOf(pages))) {
      pages.add(Api.json(Api.get(path("changes") + "&wait=5&after=" + position(pages))));
    }
    return pages.subList(1, pages.size());
  }

  private static String position(List<JsonObject> pages) {
    return pages.get(pages.size() - 1).getString("position");
  }

  private static List<JsonObject> changesOf(List<JsonObject> pages) {
    return pages.stream()
        .flatMap(page -> page.getJsonArray("changes").getValuesAs(JsonObject.class).stream())
        .toList();
  }

  private String path(String resource) {
    return "/api/" + resource + "?topic=" + table.name();
  }
}
