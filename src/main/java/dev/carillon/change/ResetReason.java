package dev.carillon.change;

import java.util.Locale;

/** Why a client can't go on where it was, and must load its data anew. */
public enum ResetReason {
  /** The changes after its position are older than the retention. */
  EXPIRED,
  /** Its position belongs to an epoch that this log never had. */
  UNKNOWN_EPOCH,
  /** Its position was never reached, or was lost with the database that gave it. */
  AHEAD,
  /** What it sent is no position. */
  MALFORMED;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name clients see, such as {@code unknown-epoch}. */
  public String label() {
    return label;
  }

  /** The reason with this label. */
  public static ResetReason of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
