package dev.carillon.stream;

/** Why a subscriber's stream ended. */
public enum CloseReason {
  /** The client went away, or asked to. */
  GONE,
  /** A write was stuck for the limit: the client does not read, or too much waits for it. */
  TOO_SLOW,
  /** The client broke the protocol; the frames before this tell how. */
  VIOLATION,
  /** The server shuts down, or the application is undeployed. */
  SHUTDOWN,
  /** What it asked for is no longer in the log, and its transport can't say so in-band. */
  EXPIRED,
  /** Something is broken on our side; the log says what. */
  FAILED
}
