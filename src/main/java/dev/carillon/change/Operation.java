package dev.carillon.change;

import java.util.Locale;

/** What a change did. */
public enum Operation {
  /** Nothing: the row as it was when a subscriber asked for a snapshot. Never in the log. */
  SNAPSHOT,
  INSERT,
  UPDATE,
  DELETE,
  /** All rows went at once; there is no key and no row. */
  TRUNCATE,
  /** The table itself was altered or dropped; {@code new} tells how, and is no row. */
  DDL;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name clients see, such as {@code insert}. */
  public String label() {
    return label;
  }

  /** Whether it concerns the table as a whole, and so everybody who looks at any of its rows. */
  public boolean isOfTable() {
    return this == TRUNCATE || this == DDL;
  }
}
