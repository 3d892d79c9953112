package dev.carillon.stream;

import dev.carillon.change.Position;

/** A stretch of the log that a subscriber walks with one interest. The dispatcher's thread only. */
final class Span {
  /** The last number of a span that goes on for ever. */
  static final long OPEN = Long.MAX_VALUE;

  private Interest interest;
  private Position cursor;
  private final long last;

  Span(Interest interest, Position cursor, long last) {
    this.interest = interest;
    this.cursor = cursor;
    this.last = last;
  }

  Interest interest() {
    return interest;
  }

  void interest(Interest now) {
    interest = now;
  }

  /** Everything up to here is delivered. */
  Position cursor() {
    return cursor;
  }

  void moveTo(Position position) {
    cursor = position;
  }

  long last() {
    return last;
  }

  boolean isDone() {
    return cursor.n() >= last;
  }
}
