package dev.carillon.torture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads an event stream as the standard says, down to the ids of events that have no data. */
final class EventReader {
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean afterReturn;
  private String lastId = "";

  /**
   * What a blank line ends.
   *
   * @param type empty if it was not given
   * @param data null if it has none: then nobody is told, but the last id changes nevertheless
   * @param lastId what the client would come back with from now on; empty if there never was one
   */
  record Event(String type, @Nullable String data, String lastId) {}

  EventReader(InputStream in) {
    this.in = in;
  }

  /** The next one, or null at the end: what no blank line has ended does not count. */
  @Nullable Event next() throws IOException {
    String type = "";
    StringBuilder data = null;
    String id = lastId;
    for (String text = line(); text != null; text = line()) {
      int colon = text.indexOf(':');
      String field = colon < 0 ? text : text.substring(0, colon);
      String value = colon < 0 ? "" : text.substring(colon + 1).replaceFirst("^ ", "");
      if (text.isEmpty()) {
        lastId = id;
        return new Event(type, data == null ? null : data.toString(), id);
      } else if (field.equals("event")) {
        type = value;
      } else if (field.equals("id")) {
        id = value;
      } else if (field.equals("data")) {
        data = data == null ? new StringBuilder(value) : data.append('\n').append(value);
      }
    }
    return null;
  }

  private @Nullable String line() throws IOException {
    line.reset();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\r' || (next == '\n' && !afterReturn)) {
        afterReturn = next == '\r';
        return line.toString(StandardCharsets.UTF_8);
      } else if (next != '\n') {
        line.write(next);
      }
      afterReturn = false;
    }
    return null;
  }
}
