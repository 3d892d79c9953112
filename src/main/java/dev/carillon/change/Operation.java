package dev.carillon.change;

import java.util.Locale;

/** What a change did. */
public enum Operation {
  INSERT,
  UPDATE,
  DELETE,
  /** All rows went at once; there is no key and no row. */
  TRUNCATE;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name clients see, such as {@code insert}. */
  public String label() {
    return label;
  }
}
