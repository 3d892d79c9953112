package dev.carillon.sse;

import dev.carillon.change.Change;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Row;
import dev.carillon.stream.ChangeJson;
import dev.carillon.stream.Shape;
import dev.carillon.stream.Start;

/** How things look as server-sent events. */
enum EventShape implements Shape {
  /** {@code data} is the whole change. */
  CHANGE {
    @Override
    String data(Change change) {
      return ChangeJson.of(change);
    }
  },
  /** {@code data} is the bare new row, of a delete the old one, of a truncate {@code null}. */
  ROW {
    @Override
    String data(Change change) {
      Row row = change.row();
      return row == null ? "null" : row.json();
    }
  };

  abstract String data(Change change);

  /** Without {@code event:}, so that a plain {@code EventSource.onmessage} gets it. */
  @Override
  public String change(Change change) {
    return "id: " + change.position() + "\ndata: " + data(change) + "\n\n";
  }

  @Override
  public String reset(ResetReason reason, Position position) {
    return "event: reset\nid: "
        + position
        + "\ndata: {"
        + ChangeJson.members(reason, position)
        + "}\n\n";
  }

  @Override
  public String heartbeat(Position position) {
    return ": heartbeat\nid: " + position + "\n\n";
  }

  @Override
  public String knock() {
    return ":\n";
  }

  @Override
  public String notification(Notification notification) {
    return "data: {" + ChangeJson.members(notification) + "}\n\n";
  }

  /**
   * What a stream begins with. The id makes a client that is cut off before its first change come
   * back to the right place; where a reset follows it is the reset's, or a client that is cut off
   * between the two would come back behind the hole and never hear of it.
   *
   * @param newest where the log stands: whoever resumes has caught up once it is there
   */
  String greeting(Start start, Position newest) {
    ResetReason reset = start.reset();
    String id = reset == null ? "id: " + start.position() + "\n" : "";
    String ready =
        "retry: 2000\nevent: ready\n" + id + "data: {\"position\":\"" + newest + "\"}\n\n";
    return reset == null ? ready : ready + reset(reset, start.position());
  }

  /**
   * What a stream of raw notifications begins with: they have no place, so nothing to resume from.
   */
  static String greeting() {
    return "retry: 2000\nevent: ready\ndata: {}\n\n";
  }

  /** Sent before the server goes away: come back, but not all at once. */
  static String bye(long retryMillis) {
    return "retry: " + retryMillis + "\nevent: bye\ndata: {}\n\n";
  }
}
