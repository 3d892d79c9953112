package dev.carillon.config;

/** How a node learns that something was committed. */
public enum Wakeup {
  /**
   * Writers wake it while that costs them nothing; where they come thick and fast it looks itself.
   */
  ADAPTIVE,
  /** Writers always wake it, by NOTIFY: their commits queue behind one lock. */
  NOTIFY,
  /**
   * It looks by itself: no writer ever sends a NOTIFY, which two-phase commit would not survive.
   */
  POLL
}
