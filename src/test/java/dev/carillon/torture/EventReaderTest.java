package dev.carillon.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  @Test
  void readsEventsWithTheirTypesAndIds() throws IOException {
    assertThat(read("event: ready\nid: 1.4\ndata: {}\n\nid:1.5\ndata:{\"a\":1}\n\n"))
        .containsExactly(
            new EventReader.Event("ready", "{}", "1.4"),
            new EventReader.Event("", "{\"a\":1}", "1.5"));
  }

  @Test
  void takesTheIdOfAHeartbeatThoughItHasNoData() throws IOException {
    assertThat(read(": heartbeat\nid: 1.9\n\n"))
        .containsExactly(new EventReader.Event("", null, "1.9"));
  }

  @Test
  void keepsTheIdWhereAnEventHasNone() throws IOException {
    assertThat(read("id: 1.9\n\nevent: bye\ndata: {}\n\n"))
        .endsWith(new EventReader.Event("bye", "{}", "1.9"));
  }

  @Test
  void forgetsWhatNoBlankLineHasEnded() throws IOException {
    assertThat(read("id: 1.4\ndata: a\n\nid: 1.5\ndata: b\n"))
        .containsExactly(new EventReader.Event("", "a", "1.4"));
  }

  @Test
  void takesEveryKindOfLineEnd() throws IOException {
    assertThat(read("data: a\r\ndata: b\r\n\r\ndata: c\r\r"))
        .containsExactly(new EventReader.Event("", "a\nb", ""), new EventReader.Event("", "c", ""));
  }

  private static List<EventReader.Event> read(String text) throws IOException {
    EventReader reader =
        new EventReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<EventReader.Event> events = new ArrayList<>();
    for (EventReader.Event event = reader.next(); event != null; event = reader.next()) {
      events.add(event);
    }
    return events;
  }
}
