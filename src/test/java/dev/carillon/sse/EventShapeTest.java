package dev.carillon.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.change.Change;
import dev.carillon.change.Notification;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Row;
import dev.carillon.change.Samples;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import dev.carillon.stream.Moved;
import dev.carillon.stream.Start;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventShapeTest {

  private static final Position PLACE = new Position(1, 1042);

  @Test
  void tellsAChangeAsTheContractDoes() {
    Change change =
        new Change(
            PLACE,
            "stock_price",
            null,
            "public.stock_price",
            Operation.UPDATE,
            new Row("{\"id\":7}"),
            new Row("{\"id\":7,\"price\":101.5}"),
            new Row("{\"id\":7,\"price\":102.25}"),
            List.of("price"),
            "752",
            true,
            Instant.parse("2026-11-21T09:30:00.123456Z"));
    assertThat(EventShape.CHANGE.change(change, Moved.NO))
        .isEqualTo(
            "id: 1.1042\ndata: {\"position\":\"1.1042\",\"topic\":\"stock_price\","
                + "\"table\":\"public.stock_price\",\"op\":\"update\",\"key\":{\"id\":7},"
                + "\"old\":{\"id\":7,\"price\":101.5},\"new\":{\"id\":7,\"price\":102.25},"
                + "\"changed\":[\"price\"],\"tx\":\"752\",\"txEnd\":true,"
                + "\"at\":\"2026-11-21T09:30:00.123456Z\"}\n\n");
    assertThat(EventShape.ROW.change(change, Moved.NO))
        .isEqualTo("id: 1.1042\ndata: {\"id\":7,\"price\":102.25}\n\n");
  }

  @Test
  void hasOneDataLineWhateverTheRowHolds() {
    Row row = new Row("{\"doc\":{\n\"a\":1,\r\n\"b\":2}}");
    Change change =
        new Change(
            PLACE,
            "t\n",
            null,
            "p.t",
            Operation.INSERT,
            null,
            null,
            row,
            List.of(),
            "1",
            false,
            Instant.EPOCH);
    assertThat(EventShape.CHANGE.change(change, Moved.NO).strip().lines()).hasSize(2);
    assertThat(EventShape.ROW.change(change, Moved.NO).strip().lines()).hasSize(2);
    assertThat(EventShape.CHANGE.change(change, Moved.NO))
        .contains("\"key\":null,\"old\":null")
        .doesNotContain("\r");
  }

  @Test
  void tellsATruncateWithoutARow() {
    assertThat(EventShape.ROW.change(Samples.truncate(3, "t"), Moved.NO))
        .isEqualTo("id: 1.3\ndata: null\n\n");
    assertThat(EventShape.CHANGE.change(Samples.truncate(3, "t"), Moved.NO))
        .contains("\"op\":\"truncate\",\"key\":null,\"old\":null,\"new\":null,\"changed\":[]");
  }

  @Test
  void greetsWithWhereTheLogStandsAndAnIdToComeBackTo() {
    assertThat(
            EventShape.CHANGE.greeting(
                new Start(new Position(1, 1000), null, null, 1), PLACE, "s1"))
        .isEqualTo(
            "retry: 2000\nevent: ready\nid: 1.1000\ndata: {\"position\":\"1.1042\",\"subscriber\":\"s1\"}\n\n");
    assertThat(EventShape.greeting()).isEqualTo("retry: 2000\nevent: ready\ndata: {}\n\n");
  }

  @Test
  void givesNoIdBeforeAResetSoThatNobodyComesBackBehindItUnaware() {
    assertThat(
            EventShape.CHANGE.greeting(
                new Start(PLACE, ResetReason.MALFORMED, null, 1), PLACE, "s1"))
        .isEqualTo(
            """
            retry: 2000
            event: ready
            data: {"position":"1.1042","subscriber":"s1"}

            event: reset
            id: 1.1042
            data: {"reason":"malformed","position":"1.1042"}

            """);
  }

  @Test
  void givesNoIdWithinASnapshotButThatOfItsNextPage() {
    SnapshotPlace place = new SnapshotPlace(PLACE, "00000003-0000001B-1");
    assertThat(EventShape.CHANGE.greeting(new Start(PLACE, null, place, 1), PLACE, "s1"))
        .doesNotContain("id:");
    assertThat(EventShape.CHANGE.reset(ResetReason.EXPIRED, PLACE, false)).doesNotContain("id:");
    assertThat(EventShape.CHANGE.change(Samples.snapshot(PLACE, "t"), Moved.NO))
        .startsWith("data: {")
        .contains("\"op\":\"snapshot\"");
    assertThat(EventShape.CHANGE.snapshotPart(place))
        .isEqualTo(": snapshot\nid: " + place + "\n\n");
    assertThat(EventShape.CHANGE.snapshotEnd(List.of(TopicSelector.parse("t")), PLACE))
        .isEqualTo(
            """
            event: snapshot
            id: 1.1042
            data: {"topics":["t"],"position":"1.1042"}

            """);
  }

  @Test
  void tellsResetsHeartbeatsNotificationsAndGoodbyes() {
    assertThat(EventShape.CHANGE.reset(ResetReason.UNKNOWN_EPOCH, PLACE, true))
        .isEqualTo(
            """
            event: reset
            id: 1.1042
            data: {"reason":"unknown-epoch","position":"1.1042"}

            """);
    assertThat(EventShape.CHANGE.heartbeat(PLACE)).isEqualTo(": heartbeat\nid: 1.1042\n\n");
    assertThat(EventShape.CHANGE.notification(new Notification("a\"b", 4711, "x\ny")))
        .isEqualTo("data: {\"channel\":\"a\\\"b\",\"pid\":4711,\"payload\":\"x\\ny\"}\n\n");
    assertThat(EventShape.bye(1500)).isEqualTo("retry: 1500\nevent: bye\ndata: {}\n\n");
  }
}
