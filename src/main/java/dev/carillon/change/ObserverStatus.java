package dev.carillon.change;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a durable observer is.
 *
 * @param name its name
 * @param position the last change that it is done with
 * @param lag changes after that, also those which it does not want
 * @param state what it is doing
 * @param refusal why the log can't be continued where it is; null if it can
 * @param tries how often the change that is next has failed
 * @param error of the last failure; null if there was none
 * @param tryAt when it is tried again; null if nothing has failed
 * @param deadLetters changes that were given up
 * @param movedAt when it last moved
 * @param node which node moved it; null if nobody has yet, or by hand
 */
public record ObserverStatus(
    String name,
    Position position,
    long lag,
    State state,
    @Nullable ResetReason refusal,
    int tries,
    @Nullable String error,
    @Nullable Instant tryAt,
    long deadLetters,
    Instant movedAt,
    @Nullable String node) {

  /** Whether a round of it could do something. */
  public boolean hasWork() {
    return state != State.IDLE && state != State.PAUSED;
  }

  /** The states, as clients see them in lower case. */
  public enum State {
    /** It is where the log is. */
    IDLE,
    /** It has changes before it. */
    RUNNING,
    /** It was told to rest. */
    PAUSED,
    /** A change failed, and is tried again. */
    RETRYING,
    /** The log can't be continued where it is, and people have to decide where it goes on. */
    STUCK;

    /** As people and programs see it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whoever knows of all durable observers. Thread-safe. */
  public interface Source {
    /** As they were a second ago, by name; empty before the database was first asked. */
    List<ObserverStatus> observers();
  }
}
