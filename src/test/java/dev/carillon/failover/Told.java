package dev.carillon.failover;

/**
 * One thing that a client was told.
 *
 * @param what a row's number, or {@code reset} and its reason
 */
record Told(String position, String what) {
  boolean isReset() {
    return what.startsWith("reset");
  }

  long n() {
    return Long.parseLong(position.substring(position.indexOf('.') + 1));
  }

  String epoch() {
    return position.substring(0, position.indexOf('.'));
  }
}
