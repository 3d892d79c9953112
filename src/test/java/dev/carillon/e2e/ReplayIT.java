package dev.carillon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that comes back gets exactly what it missed, or is told that it can't. */
class ReplayIT {
  @RegisterExtension private final WatchedTable table = new WatchedTable();

  @Test
  void replaysWhatWasCommittedWhileDisconnected() throws SQLException {
    String lastId;
    try (EventStream first = table.stream()) {
      table.insert("seen");
      first.awaitChanges(1);
      lastId = first.lastId();
    }
    table.insert("missed", "missed too");

    try (EventStream again = table.stream("Last-Event-ID", lastId)) {
      again.awaitChanges(2);
      table.insert("live");

      again.awaitChanges(3);
      assertThat(again.rowIds()).containsExactly(2, 3, 4);
    }
  }

  @Test
  void comesBackToItsPlaceEvenIfItWasCutOffBeforeTheFirstChange() throws SQLException {
    String lastId;
    try (EventStream first = table.stream()) {
      lastId = first.lastId();
    }
    table.insert("missed");

    try (EventStream again = table.stream("Last-Event-ID", lastId)) {
      again.awaitChanges(1);
    }
  }

  @Test
  void takesTheParameterForClientsThatCannotSetTheHeader() throws SQLException {
    String position;
    try (EventStream live = table.stream()) {
      table.insert("seen");
      position = live.awaitChanges(1).get(0).getString("position");
      table.insert("missed");
      live.awaitChanges(2);
    }

    try (EventStream again =
        EventStream.open("/api/events?topic=" + table.name() + "&lastEventId=" + position)) {
      again.awaitChanges(1);
      assertThat(again.rowIds()).containsExactly(2);
    }
  }

  @Test
  void believesTheHeaderMoreThanTheParameter() throws SQLException {
    List<String> ids;
    try (EventStream live = table.stream()) {
      table.insert("one", "two", "three");
      live.awaitChanges(3);
      ids = live.messages().stream().map(ServerEvent::id).toList();
    }

    String path = "/api/events?topic=" + table.name() + "&lastEventId=" + ids.get(0);
    try (EventStream again = EventStream.open(path, "Last-Event-ID", ids.get(1))) {
      again.awaitChanges(1);
      assertThat(again.rowIds()).containsExactly(3);
    }
  }

  @Test
  void replaysFromTheLogWhatIsNoLongerInMemory() throws SQLException {
    String lastId;
    try (EventStream first = table.stream()) {
      lastId = first.lastId();
    }
    table.insertAtOnce(1, 50 * Carillon.TAIL);

    try (EventStream again = table.stream("Last-Event-ID", lastId)) {
      table.insertAtOnce(50 * Carillon.TAIL + 1, 51 * Carillon.TAIL);

      again.awaitChanges(51 * Carillon.TAIL);
      assertThat(again.rowIds())
          .isEqualTo(IntStream.rangeClosed(1, 51 * Carillon.TAIL).boxed().toList());
    }
  }

  @Test
  void replaysEverythingToThoseWhoAskForTheEarliest() throws SQLException {
    table.insertAtOnce(1, 3);

    try (EventStream stream =
        EventStream.open("/api/events?lastEventId=earliest&topic=" + table.name())) {
      stream.awaitChanges(3);
      assertThat(stream.rowIds()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void replaysNothingToThoseWhoAskForTheLatest() throws SQLException {
    try (EventStream live = table.stream()) {
      table.insert("before", "before, too");
      live.awaitChanges(2);
    }
    try (EventStream stream =
        EventStream.open("/api/events?lastEventId=latest&topic=" + table.name())) {
      table.insert("after");

      stream.awaitChanges(1);
      assertThat(stream.rowIds()).containsExactly(3);
    }
  }
}
