package dev.carillon.stream;

/** How a subscriber's turn ended: what it is given its next one for. */
enum Turn {
  /** There is more for it, and it takes more: at once, behind the others. */
  MORE,
  /** It has everything: with the next change. */
  CURRENT,
  /** Its outlet, a page or its client keeps it waiting: when that wakes it. */
  WAITING
}
