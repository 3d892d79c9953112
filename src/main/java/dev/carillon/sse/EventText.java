package dev.carillon.sse;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.regex.Pattern;

/** Writes a JAX-RS event as the text of an event stream. */
final class EventText {
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

  private EventText() {}

  /**
   * The event with its blank line.
   *
   * @throws IllegalArgumentException if its data is no text: a broadcaster has no message body
   *     writers
   */
  static String of(OutboundSseEvent event) {
    StringBuilder text = new StringBuilder();
    if (event.getComment() != null) {
      event.getComment().lines().forEach(line -> text.append(": ").append(line).append('\n'));
    }
    if (event.isReconnectDelaySet()) {
      text.append("retry: ").append(event.getReconnectDelay()).append('\n');
    }
    if (event.getName() != null) {
      text.append("event: ").append(event.getName()).append('\n');
    }
    if (event.getId() != null) {
      text.append("id: ").append(event.getId()).append('\n');
    }
    Object data = event.getData();
    if (data instanceof CharSequence characters) {
      // With its empty lines, the last one too: they are data, and an event without any is dropped
      for (String line : LINE_BREAK.split(characters, -1)) {
        text.append("data: ").append(line).append('\n');
      }
    } else if (data != null) {
      throw new IllegalArgumentException(
          "An event's data must be text, but is a " + data.getClass().getName());
    }
    return text.append('\n').toString();
  }
}
