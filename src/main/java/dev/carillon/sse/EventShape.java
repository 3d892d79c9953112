package dev.carillon.sse;

import dev.carillon.change.Change;
import dev.carillon.change.Notification;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Row;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import dev.carillon.stream.ChangeJson;
import dev.carillon.stream.Moved;
import dev.carillon.stream.Shape;
import dev.carillon.stream.Start;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How things look as server-sent events. */
enum EventShape implements Shape {
  /** {@code data} is the whole change. */
  CHANGE {
    @Override
    String data(Change change, Moved moved) {
      return ChangeJson.of(change, moved);
    }
  },
  /**
   * {@code data} is the bare new row; the old one of a delete, and of an update that takes the row
   * out of view; {@code null} of what concerns the table.
   */
  ROW {
    @Override
    String data(Change change, Moved moved) {
      Row row = moved == Moved.OUT ? change.oldRow() : change.row();
      return row == null ? "null" : row.json();
    }
  };

  abstract String data(Change change, Moved moved);

  /**
   * Without {@code event:}, so that a plain {@code EventSource.onmessage} gets it. A snapshot's row
   * has no id: whoever came back with its position would miss the rows that follow.
   */
  @Override
  public String change(Change change, Moved moved) {
    String id = change.op() == Operation.SNAPSHOT ? "" : "id: " + change.position() + "\n";
    return id + "data: " + data(change, moved) + "\n\n";
  }

  @Override
  public String reset(ResetReason reason, Position position, boolean resumable) {
    return event("reset", resumable ? position : null, ChangeJson.members(reason, position));
  }

  /** A client that is cut off behind it comes back for the rest of the rows. */
  @Override
  public String snapshotPart(SnapshotPlace next) {
    return ": snapshot\nid: " + next + "\n\n";
  }

  @Override
  public String snapshotEnd(List<TopicSelector> topics, Position position) {
    return event("snapshot", position, ChangeJson.members(topics, position));
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
   * between the two would come back behind the hole and never hear of it. Where a snapshot follows
   * there is none: its rows come first.
   *
   * @param subscriber the name by which one may ask about the stream
   * @param newest where the log stands: whoever resumes has caught up once it is there
   */
  String greeting(Start start, Position newest, String subscriber) {
    ResetReason reset = start.reset();
    boolean resumable = start.snapshot() == null;
    String id = reset == null && resumable ? "id: " + start.position() + "\n" : "";
    String ready =
        "retry: 2000\nevent: ready\n%sdata: {\"position\":\"%s\",\"subscriber\":\"%s\"}\n\n"
            .formatted(id, newest, subscriber);
    return reset == null ? ready : ready + reset(reset, start.position(), resumable);
  }

  /**
   * What a stream of raw notifications begins with: they have no place, so nothing to resume from.
   */
  static String greeting() {
    return "retry: 2000\nevent: ready\ndata: {}\n\n";
  }

  /** An event with a name of its own; with an id if a client may come back with it. */
  private static String event(String name, @Nullable Position id, String members) {
    return "event: " + name + (id == null ? "" : "\nid: " + id) + "\ndata: {" + members + "}\n\n";
  }

  /** Sent before the server goes away: come back, but not all at once. */
  static String bye(long retryMillis) {
    return "retry: " + retryMillis + "\nevent: bye\ndata: {}\n\n";
  }
}
