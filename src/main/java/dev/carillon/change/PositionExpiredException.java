package dev.carillon.change;

/** The changes right after a position are gone: retention has passed it. */
public final class PositionExpiredException extends RuntimeException {
  public PositionExpiredException(Position position) {
    super("The changes after " + position + " are no longer in the log");
  }
}
