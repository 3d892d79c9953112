package dev.carillon.stream;

/** What became of a change for one subscriber. */
public enum Verdict {
  DELIVERED,
  /** It has not got there. */
  NOT_YET,
  /** None of its subscriptions shows it. */
  NOT_FOR_IT,
  /** It left before it got there. */
  CLOSED
}
