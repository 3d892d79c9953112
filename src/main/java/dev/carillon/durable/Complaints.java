package dev.carillon.durable;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the log says of one observer: each thing once. One thread at a time. */
final class Complaints {
  private static final Logger LOGGER = System.getLogger(Complaints.class.getName());

  private final String observer;
  private boolean stuck;

  Complaints(String observer) {
    this.observer = observer;
  }

  /** It can't go on from where it is; null: it can. */
  void stuck(Position place, @Nullable ResetReason refusal) {
    if (refusal != null && !stuck) {
      LOGGER.log(
          Level.ERROR,
          "The log can''t be continued after {0} ({1}), where the durable observer {2} is, so it is stuck."
              + " Decide where it goes on: SELECT carillon.rewind_observer(''{2}'', ''earliest''), or ''latest'', or a position.",
          place,
          refusal.label(),
          observer);
    }
    stuck = refusal != null;
  }

  /** A change has failed, after some times before that; zero: it is given up. */
  void failed(Position change, int before, Duration pause, Throwable error) {
    if (pause.isZero()) {
      LOGGER.log(
          Level.ERROR,
          () ->
              "The durable observer %s has failed %d times at %s, which is a dead letter now"
                  .formatted(observer, before + 1, change),
          error);
    } else if (before == 0) {
      LOGGER.log(
          Level.WARNING,
          () -> "The durable observer %s failed at %s, and tries again".formatted(observer, change),
          error);
    }
  }

  /** It has gone on, after failures or without. */
  void delivered(int failures) {
    if (failures > 0) {
      LOGGER.log(
          Level.INFO, "The durable observer {0} goes on, after {1} failures.", observer, failures);
    }
  }
}
