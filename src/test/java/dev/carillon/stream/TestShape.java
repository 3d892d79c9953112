package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Notification;
import dev.carillon.change.Operation;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.Row;
import dev.carillon.change.SnapshotPlace;
import dev.carillon.change.TopicSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames that are easy to compare: a change is its number. */
enum TestShape implements Shape {
  PLAIN,
  /** As of a transport that knocks before a heartbeat. */
  KNOCKING {
    @Override
    public String knock() {
      return "knock";
    }
  },
  /** With its epoch. */
  PLACES {
    @Override
    public String change(Change change, Moved moved) {
      return change.position().toString();
    }
  },
  /** With the ends of snapshots, and rows by their own numbers. */
  SNAPSHOTS {
    @Override
    public String change(Change change, Moved moved) {
      Row row = change.newRow();
      return row != null && change.op() == Operation.SNAPSHOT
          ? row.text("id")
          : super.change(change, moved);
    }

    @Override
    public String snapshotPart(SnapshotPlace next) {
      return "part " + next.block();
    }

    @Override
    public String snapshotEnd(List<TopicSelector> topics, Position position) {
      return "end " + position;
    }

    @Override
    public @Nullable String reset(ResetReason reason, Position position, boolean resumable) {
      return super.reset(reason, position, resumable) + (resumable ? "" : " not resumable");
    }
  },
  /** As of a transport that can't tell a reset in-band. */
  WITHOUT_RESET {
    @Override
    public @Nullable String reset(ResetReason reason, Position position, boolean resumable) {
      return null;
    }
  };

  @Override
  public String change(Change change, Moved moved) {
    return Long.toString(change.position().n());
  }

  @Override
  public @Nullable String reset(ResetReason reason, Position position, boolean resumable) {
    return "reset " + reason.label() + " " + position;
  }

  @Override
  public String heartbeat(Position position) {
    return "heartbeat " + position;
  }

  @Override
  public String notification(Notification notification) {
    return notification.channel() + " " + notification.payload();
  }
}
