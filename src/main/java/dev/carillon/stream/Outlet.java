package dev.carillon.stream;

import dev.carillon.change.Position;
import dev.carillon.change.ResetReason;
import dev.carillon.change.SnapshotPlace;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one client. Only the dispatcher calls it, and no call may block: a write goes as
 * far as the client takes it, and the outlet then wakes its subscriber.
 */
public interface Outlet {
  /** Goes on with the write in flight, if there is one; true if the next may begin. */
  boolean ready();

  /**
   * Begins a write; only after {@link #ready} was true. The chunk may be shared with other
   * subscribers.
   */
  void write(Chunk chunk);

  /**
   * When the write in flight last got ahead, by {@link System#nanoTime}; meaningless if there is
   * none.
   */
  long progressAt();

  /** Bytes that get ahead at once or not at all, as far as the container tells. */
  default long step() {
    return 0;
  }

  /** Most frames the next write may have. */
  default int room() {
    return Integer.MAX_VALUE;
  }

  /**
   * Everything up to here was looked at, and what the subscriber may see of it was written; there
   * is no more for now.
   */
  default void caughtUp(Position upTo) {}

  /** Everything up to here was looked at, and nothing of it is for the subscriber. */
  default void passed(Position upTo) {}

  /** The rows of a snapshot up to here were looked at, and none of them is for the subscriber. */
  default void passed(SnapshotPlace upTo) {}

  /**
   * The log can't be continued for the subscriber, and its shape has no frame that says so: {@link
   * #close} follows.
   *
   * @param goesOnAfter where one may begin anew; null as long as the log is not known
   */
  default void expired(ResetReason reason, @Nullable Position goesOnAfter) {}

  /**
   * Ends the stream; whatever is not written is lost, and the client comes back for it. Called
   * once.
   */
  void close(CloseReason reason);
}
