package dev.carillon.stream;

/** What a subscriber gets of the changes that wait for it. */
public enum Policy {
  /** Each of them. */
  EVERY,
  /** Of each row the newest only. */
  LATEST
}
