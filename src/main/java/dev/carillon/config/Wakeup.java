package dev.carillon.config;

/** How a node learns that there is something to read. */
public enum Wakeup {
  /** Writers send one empty NOTIFY per transaction while a node listens. */
  NOTIFY,
  /** The node looks by itself; writers send nothing, so two-phase commits work. */
  POLL
}
