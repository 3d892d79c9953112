package dev.carillon.stream;

import dev.carillon.change.Change;
import dev.carillon.change.Notification;
import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
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
    public String change(Change change) {
      return change.position().toString();
    }
  },
  /** As of a transport that can't tell a reset in-band. */
  WITHOUT_RESET {
    @Override
    public @Nullable String reset(ResetReason reason, Position position) {
      return null;
    }
  };

  @Override
  public String change(Change change) {
    return Long.toString(change.position().n());
  }

  @Override
  public @Nullable String reset(ResetReason reason, Position position) {
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
