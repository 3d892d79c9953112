package dev.carillon.durable;

import dev.carillon.change.Change;

/** What a durable observer does, change by change, and how it wants to be run. Thread-safe. */
interface Work {
  String name();

  /** Failures of one change after which it is given up; 0: never. */
  int tries();

  /** Whether it begins, when first seen, with the earliest change that the log has. */
  boolean fromEarliest();

  /** Changes in one transaction, at most. */
  int batch();

  /** Whether it is to be told of a change; asked by the listener's thread as well. */
  boolean wants(Change change);

  /** Does what is to be done for a change that it wants, in the caller's transaction. */
  void deliver(Change change);
}
