package dev.carillon.change;

import org.jspecify.annotations.Nullable;

/**
 * What the listener is doing, and how the log is; for people, health checks and the status page.
 * Thread-safe.
 */
public interface ListenerStatus {
  /** The states, as clients see them in lower case with a hyphen. */
  enum State {
    LISTENING,
    CATCHING_UP,
    DISCONNECTED
  }

  State state();

  /** Whether what is committed now is told soon, and not only after PostgreSQL has come back. */
  default boolean isConnected() {
    return state() != State.DISCONNECTED;
  }

  /**
   * Whether it runs, with PostgreSQL or without, or is about to; once it does not, it never will.
   */
  boolean isAlive();

  /**
   * The newest change that was fired, or where the log stood at the start; null before the first
   * connection.
   */
  @Nullable Position position();

  /** Changes that have a position but were not fired yet. */
  long lag();

  /** Why it is disconnected, or the empty string. */
  String reason();

  /** Bytes that the log takes, when this node last looked; 0 before. */
  long logBytes();

  /** What keeps the log larger than retention allows, or the empty string. */
  String heldBack();

  /** This node's name, the same for its life. */
  String node();

  /**
   * How it learns of changes: {@code adaptive}, {@code notify}, {@code poll}, or {@code deaf} where
   * NOTIFY was seen not to come back.
   */
  String wakeup();
}
