package dev.carillon.bench;

/**
 * What a crowd of clients has seen.
 *
 * @param connected how many of them were
 * @param connectSeconds until all of them were
 * @param deliveries changes that arrived, each client's counted
 * @param seconds between the first and the last of them
 * @param missing changes that should have arrived and did not, likewise
 * @param doubled that arrived once more
 * @param disordered that arrived behind a later one
 * @param closed clients that the server closed
 * @param p50 of the time from the statement to the client's read, in milliseconds
 * @param p99 likewise
 * @param lastMicros when the last arrived, since 1970
 * @param cpuSeconds what the clients cost
 */
record Seen(
    int connected,
    double connectSeconds,
    long deliveries,
    double seconds,
    long missing,
    long doubled,
    long disordered,
    int closed,
    double p50,
    double p99,
    long lastMicros,
    double cpuSeconds) {

  double perSecond() {
    return seconds > 0 ? deliveries / seconds : 0;
  }

  /** Whether everything arrived, once and in order. */
  boolean isWhole() {
    return missing == 0 && doubled == 0 && disordered == 0 && closed == 0;
  }

  /** What was not as it should be, or nothing. */
  String flaws() {
    return isWhole()
        ? ""
        : " (missing %d, doubled %d, out of order %d, closed %d)"
            .formatted(missing, doubled, disordered, closed);
  }
}
