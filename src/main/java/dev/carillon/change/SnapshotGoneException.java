package dev.carillon.change;

/** A snapshot can't be read on: it is no longer kept, or a table was altered under it. */
public final class SnapshotGoneException extends RuntimeException {
  public SnapshotGoneException(SnapshotPlace place) {
    super("The snapshot at " + place.position() + " is no longer kept: begin another");
  }
}
