package dev.carillon.stream;

/** What an update is to somebody who does not see all rows. */
public enum Moved {
  /** The row stays in view; and whatever is no update. */
  NO,
  /** The row was not in view before. */
  IN,
  /** The row is in view no longer. */
  OUT;

  /** What clients are told of it, as members of a JSON object after others; mostly nothing. */
  String member() {
    return switch (this) {
      case NO -> "";
      case IN -> ",\"moved\":\"in\"";
      case OUT -> ",\"moved\":\"out\"";
    };
  }
}
