package dev.carillon.change;

/**
 * How the read replica is that serves replay, if there is one; for people and the status page.
 * Thread-safe.
 */
public interface ReplicaStatus {
  /** The states, as clients see them in lower case with a hyphen. */
  enum State {
    /** {@code carillon.jdbc.replica.url} is not set. */
    NONE,
    /** It serves what is old enough. */
    SERVING,
    /** It has not got to what is a moment old for this node. */
    LAGGING,
    /** Its log is another one: another cluster's, or one that has gone its own way. */
    APART,
    /** It can't be asked. */
    AWAY
  }

  State state();

  /** Changes of this node's that the replica did not have when it was last looked at. */
  long lag();

  /** Pages it has served since the start. */
  long pages();

  /** Why it is away, or the empty string. */
  String reason();
}
